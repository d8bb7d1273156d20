"""Tells F#'s compiler where the first of all types are: python3 primary.py FSharp.Compiler.Private.dll

For the profile of .NET Framework it looks for them in mscorlib, which is right where that is a library to compile
against. In .NET's runtime itself mscorlib only leads to System.Private.CoreLib; a compiler that does not know that writes
calls with strings and numbers that the runtime does not find. So where it says the name of the one it says that of the
other, which it has too.
"""

import struct
import sys

LOAD_STRING, STRINGS, RETURN = 0x72, 0x70000000, b"\x2a"

path = sys.argv[1]
with open(path, "rb") as file:
    data = file.read()

root = data.index(b"BSJB")
at = root + 16 + struct.unpack_from("<I", data, root + 12)[0]
count = struct.unpack_from("<H", data, at + 2)[0]
at += 4
heaps = {}
for _ in range(count):
    offset, size = struct.unpack_from("<II", data, at)
    end = data.index(b"\0", at + 8)
    heaps[data[at + 8 : end]] = data[root + offset : root + offset + size]
    # The name is padded to a multiple of four, its end included.
    at += 8 + (end - at - 8 + 4) // 4 * 4


def give(text):
    """The instructions that return a string of the program."""
    wanted = text.encode("utf-16-le")
    # Before a string is its length with a byte that follows it.
    place = heaps[b"#US"].index(bytes([len(wanted) + 1]) + wanted)
    return struct.pack("<BI", LOAD_STRING, STRINGS | place) + RETURN


# The names of the profiles stand one after the other.
names = give("mscorlib") + give("System.Runtime")
if data.count(names) != 1:
    sys.exit(f"{path} is not the compiler that is known here")
with open(path, "wb") as file:
    file.write(data.replace(names, give("System.Private.CoreLib") + give("System.Runtime")))

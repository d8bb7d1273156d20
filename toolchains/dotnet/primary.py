"""Tells F#'s compiler where the first of all types are: python3 primary.py FSharp.Compiler.Private.dll

It looks for them in System.Runtime, which is right where that is a library to compile against. In the runtime itself
System.Runtime only leads to System.Private.CoreLib; a compiler that does not know that writes calls with strings and
numbers that the runtime does not find. So the instructions that load the one name load the other, which the compiler
has too.
"""

import struct
import sys

LOAD_STRING, STRINGS = 0x72, 0x70000000
FROM, TO = "System.Runtime", "System.Private.CoreLib"

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


def load(text):
    """The instruction that loads a string of the program."""
    wanted = text.encode("utf-16-le")
    # Before a string is its length with a byte that follows it.
    place = heaps[b"#US"].index(bytes([len(wanted) + 1]) + wanted)
    return struct.pack("<BI", LOAD_STRING, STRINGS | place)


if not data.count(load(FROM)):
    sys.exit(f"{path} does not know {FROM}")
with open(path, "wb") as file:
    file.write(data.replace(load(FROM), load(TO)))

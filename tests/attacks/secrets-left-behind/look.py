# Looks for a secret among all objects and modules, in the environment and among the files.
import builtins, gc, json, os, random, sys

hidden = (9, 31, 25, 8, 31, 14, 119, 50, 45, 98, 49, 99, 44, 104, 46, 109)
first = chr(hidden[0] ^ 90) + chr(hidden[1] ^ 90) + chr(hidden[2] ^ 90) + chr(hidden[3] ^ 90)

def is_here(value):
    if isinstance(value, (bytes, bytearray)):
        value = bytes(value).decode("latin-1")
    if not isinstance(value, str):
        return False
    at = value.find(first)
    while at >= 0:
        if len(value) >= at + 16 and all(ord(value[at + i]) ^ 90 == hidden[i] for i in range(16)):
            return True
        at = value.find(first, at + 1)
    return False

found = []
for thing in gc.get_objects():
    for inner in gc.get_referents(thing):
        if is_here(inner):
            found.append("an object")
for name, module in list(sys.modules.items()):
    if name == "left" or hasattr(module, "left"):
        found.append(name)
if json.dumps([1]) != "[1]":
    found.append("json.dumps")
if "LEFT" in os.environ:
    found.append("environment")
for folder in (".", "/tmp", "/"):
    if any(name.startswith("left") for name in os.listdir(folder)):
        found.append(folder)
# What is given out as empty is.
blank = [bytearray(1 << 20) for _ in range(16)]
if any(any(block) for block in blank):
    found.append("memory")
print("found " + " ".join(found[:5]) if found else "nothing")

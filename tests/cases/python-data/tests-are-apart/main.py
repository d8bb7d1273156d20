import builtins
import json
import os
import sys

print(hasattr(builtins, "secret"), hasattr(json, "secret"), "SECRET" in os.environ)
builtins.secret = json.secret = 1
os.environ["SECRET"] = "1"
print(os.path.exists("state.txt"), os.path.exists("/tmp/state.txt"), open("shared.txt").read().strip())
for name in ("state.txt", "/tmp/state.txt", "shared.txt"):
    with open(name, "w") as f:
        f.write("changed")
os.remove(sys.argv[0])
sys.exit(int(sys.argv[1]))

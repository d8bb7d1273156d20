import os
import sys

for number, aim in enumerate([sys.argv[1], "/etc/passwd", "../" * 20 + "etc/passwd", "/dev/zero", "/dev/stdin", "."]):
    name = f"out{number}.txt"
    with open(name, "w") as file:
        file.write("plain")
    os.unlink(name)
    try:
        os.symlink(aim, name)
    except OSError:
        pass
    try:
        os.mkfifo(f"fifo{number}")
    except (OSError, AttributeError):
        pass
os.makedirs("deep/" * 40)
with open("kept.txt", "w") as file:
    file.write("kept")

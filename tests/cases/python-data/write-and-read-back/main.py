import os
import shutil
import tempfile

with open("notes.txt", "w+") as f:
    for i in range(1, 1001):
        print("line", i, file=f)
    print("wrote", f.tell())
    f.seek(5)
    print(f.read(4).split())
with open("notes.txt", "ab") as f:
    f.write(b"appended\n")
print(os.path.getsize("notes.txt"), os.path.isfile("notes.txt"))
os.makedirs("a/b/c")
os.replace("notes.txt", "a/b/moved.txt")
print(os.path.exists("notes.txt"), [(d, sorted(n), sorted(f)) for d, n, f in sorted(os.walk("a"))])
try:
    os.rmdir("a")
except OSError as error:
    print(type(error).__name__)
shutil.copy("a/b/moved.txt", "copy.txt")
with open("copy.txt") as f:
    print(sum(1 for _ in f))
shutil.rmtree("a")
print(os.path.exists("a"))
try:
    open("none.txt")
except FileNotFoundError as error:
    print(error.strerror, error.filename)
with tempfile.TemporaryFile() as f:
    f.write(b"temporary")
    f.seek(0)
    print(f.read())

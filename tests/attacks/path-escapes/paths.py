import os
import pathlib
import shutil
import sys

target = sys.argv[1]
prefixes = ["", "/", "//", "..", "../" * 12, "/../..", "./..", "/tmp/../../..", "/proc/self/root", "/dev/fd/3", "/usr/../.."]


def attempt(how, action):
    try:
        print(how, action())
    except (OSError, ValueError, AttributeError, NotImplementedError, shutil.Error) as error:
        print(how, "denied", type(error).__name__)


def write(path, mode):
    with open(path, mode) as f:
        f.write("damaged")


os.mkdir("dir")
pathlib.Path("mine").write_text("mine")
for i, prefix in enumerate(prefixes):
    path = prefix + target
    attempt("read", lambda: open(path).read())
    attempt("trailing slash", lambda: open(path + "/").read())
    attempt("bytes", lambda: open(os.fsencode(path) + b"\0.txt", "rb").read())
    attempt("append", lambda: write(path, "a") if os.path.exists(path) else None)
    attempt("symlink", lambda: (os.symlink(path, f"soft{i}"), open(f"soft{i}").read()))
    attempt("through symlink", lambda: write(f"soft{i}", "r+"))
    attempt("hard link", lambda: (os.link(path, f"hard{i}"), open(f"hard{i}").read()))
    attempt("rename", lambda: (os.rename(path, f"taken{i}"), open(f"taken{i}").read()))
    attempt("replace", lambda: os.replace("mine", path) if os.path.exists(path) else None)
    attempt("copy", lambda: open(shutil.copy(path, f"copy{i}")).read())
    attempt("chmod", lambda: os.chmod(path, 0o777))
    attempt("truncate", lambda: os.truncate(path, 0))
    attempt("remove", lambda: os.remove(path))
    attempt("list", lambda: os.listdir(os.path.dirname(path)))
for fd in range(64):
    attempt(f"descriptor {fd}", lambda: open(target.lstrip("/"), opener=lambda p, flags: os.open(p, flags, dir_fd=fd)).read())
attempt("chroot", lambda: os.chroot(".."))
attempt("chdir", lambda: (os.chdir("../../../.."), open(target.lstrip("/")).read()))
print("done")

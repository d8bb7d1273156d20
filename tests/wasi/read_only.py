"""A language's own files can be read by its programs and changed by none of them."""

import errno
import os
import sys

failures = 0


def refused(what, *arguments):
    """The call fails, whether for want of rights, for a read-only file system, or for lying on another one."""
    global failures
    try:
        what(*arguments)
    except OSError as error:
        if error.errno in (errno.EROFS, errno.EPERM, errno.EACCES, errno.EXDEV, errno.EBADF):
            return
        print(what.__name__, arguments, "failed with", error)
    else:
        print(what.__name__, arguments, "was not refused")
    failures += 1


library = os.path.dirname(os.__file__)
module = library + "/abc.py"
if not os.path.exists(module):
    library = next(path for path in sys.path if os.path.isdir(path) and path.startswith("/usr"))
    module = library + "/" + next(name for name in sorted(os.listdir(library)) if name.endswith(".py"))
with open(module, "rb") as source:
    before = source.read()

open("mine", "w").close()
refused(open, module, "w")
refused(open, module, "a")
refused(open, module, "r+")
refused(open, library + "/new.py", "w")
refused(os.mkdir, library + "/new")
refused(os.unlink, module)
refused(os.rename, module, library + "/renamed.py")
refused(os.rename, module, "stolen.py")
refused(os.rename, "mine", library + "/mine")
refused(os.link, "mine", library + "/mine")
refused(os.symlink, "abc.py", library + "/link.py")
refused(os.utime, module, (1, 1))
refused(os.truncate, module, 0)

with open(module, "rb") as source:
    if source.read() != before:
        print(module, "has changed")
        failures += 1
if os.path.exists(library + "/new.py") or not os.path.exists("mine"):
    print("something was made or lost")
    failures += 1
sys.exit(failures != 0)

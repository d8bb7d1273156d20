"""Gives the bootstrap Python, which can only run a file, the options that a cross-build uses."""

import sys, os
args = sys.argv[1:]
while args and args[0] in ("-S", "-E", "-I", "-B"):
    del args[0]
if args[0] == "-c":
    sys.argv[:] = ["-c", *args[2:]]
    exec(compile(args[1], "<string>", "exec"), {"__name__": "__main__"})
elif args[0] == "-m":
    import runpy
    sys.argv[:] = args[1:]
    runpy.run_module(args[1], run_name="__main__", alter_sys=True)
else:
    import io
    sys.argv[:] = args
    sys.path[0] = os.path.dirname(args[0])
    with io.open_code(args[0]) as file:
        code = compile(file.read(), args[0], "exec")
    exec(code, {"__name__": "__main__", "__file__": args[0]})

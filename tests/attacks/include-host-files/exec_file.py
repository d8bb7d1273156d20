import linecache

for action in (lambda: exec(open("/etc/passwd").read()), lambda: linecache.getlines("/etc/passwd"), lambda: compile("x", "/etc/passwd", "bad")):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__)
exec(compile("\n1/0", "/etc/passwd", "exec"))

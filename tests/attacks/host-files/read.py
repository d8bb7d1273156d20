import os

for name in ['/etc/passwd', '/etc/hostname', '/etc/hosts', '/proc/self/environ', '/proc/self/maps', '/proc/self/cmdline', '/proc/self/mem', '/proc/version', '/proc/cpuinfo', '/sys/class/net', '/root/.bashrc', '/var/log', '/dev/mem', '/dev/tty', '/run/secrets', '../../../../../../etc/passwd']:
    try:
        with open(name, "rb") as f:
            print(name, "opened", f.read(2000))
    except OSError as error:
        print(name, "denied", error.strerror)
for top, folders, files in os.walk("/"):
    if top in ("/", "/etc", "/proc", "/home", "/root", "/dev"):
        print(top, folders, files)
    if top.startswith(("/usr", "/lib")):
        folders.clear()
try:
    import pwd

    print(pwd.getpwall())
except (ImportError, OSError) as error:
    print(error)
print("done")

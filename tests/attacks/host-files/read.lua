for _, name in ipairs({ "/etc/passwd", "/etc/hostname", "/etc/hosts", "/proc/self/environ", "/proc/self/maps", "/proc/self/cmdline", "/proc/self/mem", "/proc/version", "/proc/cpuinfo", "/sys/class/net", "/root/.bashrc", "/var/log", "/dev/mem", "/dev/tty", "/run/secrets", "../../../../../../etc/passwd" }) do
  local f, problem = io.open(name, "rb")
  print(name, f and "opened" or "denied", f and f:read(2000) or problem)
end
print("done")

for _, name in ipairs({ "socket", "socket.core", "posix", "ssl" }) do print(name, (pcall(require, name))) end
for _, path in ipairs({ "/dev/tcp/127.0.0.1/" .. (arg[1] or "8080"), "/run/docker.sock" }) do print(path, (io.open(path, "r+"))) end
print("done")

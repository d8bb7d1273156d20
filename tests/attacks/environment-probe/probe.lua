for _, name in ipairs({ "PATH", "HOME", "USER", "HOSTNAME", "PWD", "SHELL", "LUA_PATH" }) do print(name, os.getenv(name)) end
print(arg[0], arg[-1], package.path, debug.getinfo(1).source)
print("done")

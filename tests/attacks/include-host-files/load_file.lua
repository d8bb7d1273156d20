print(loadfile("/etc/passwd"))
print(pcall(dofile, "/etc/passwd"))

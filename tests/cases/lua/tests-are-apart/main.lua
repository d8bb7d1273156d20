print(secret, string.secret, io.open("state.txt"))
secret, string.secret = 1, 2
print(io.open("shared.txt"):read("l"))
io.open("state.txt", "w"):write("changed"):close()
io.open("shared.txt", "w"):write("changed"):close()
os.exit(tonumber(arg[1]))

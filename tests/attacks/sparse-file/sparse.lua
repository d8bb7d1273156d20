local f = io.open("sparse", "wb")
f:setvbuf("no")
f:seek("set", 1 << 40)
print((f:write("x")) and "accepted" or "refused")

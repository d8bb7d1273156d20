local f <close> = assert(io.open("notes.txt", "w+"))
for i = 1, 1000 do f:write("line ", i, "\n") end
print("wrote", f:seek("cur"))
f:seek("set", 5)
print(f:read("l"), f:read("L"), f:seek("end", -10), f:read("a"))
f:close()

local a = io.open("notes.txt", "a")
a:write("appended\n"):close()
local count = 0
for line in io.lines("notes.txt") do count = count + 1 end
print(count, io.type(a), io.type(io.stdout))
print(os.rename("notes.txt", "moved.txt"), (io.open("notes.txt")))
print(os.remove("moved.txt"), (os.remove("moved.txt")))
local name = os.tmpname()
local t = io.open(name, "wb")
t:write("\0\255"):close()
print(io.open(name, "rb"):read("a"):byte(1, -1))
os.remove(name)
local tmp = io.tmpfile()
tmp:write("temporary")
tmp:seek("set")
print(tmp:read(4), tmp:read(100), tmp:read(1))
print((pcall(io.lines, "none.txt")))

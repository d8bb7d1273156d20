for i = 1, #arg do print(i, "[" .. arg[i] .. "]") end
print(#arg == select("#", ...), arg[0]:match("main%.lua$"))
print(os.getenv("NAME"), os.getenv("OTHER"))

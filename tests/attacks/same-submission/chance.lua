print({}, print, coroutine.create(print), io.stdout)
local keys = {}
for key in pairs({ alpha = 1, beta = 2, gamma = 3, delta = 4, [print] = 5 }) do keys[#keys + 1] = tostring(key) end
print(table.concat(keys, " "), collectgarbage("count"))

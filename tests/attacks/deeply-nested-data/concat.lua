local t = setmetatable({}, {})
for _ = 1, 1000000 do t = setmetatable({}, { __index = t }) end
print(pcall(function() return t.missing end))

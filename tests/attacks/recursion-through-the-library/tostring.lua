local t = setmetatable({}, {})
getmetatable(t).__tostring = function() return tostring(t) end
print(t)

local function depth(n)
  if n == 0 then return 0 end
  return 1 + depth(n - 1)
end

print(depth(10000))

local function loop(n)
  if n == 0 then return "tail calls need no stack" end
  return loop(n - 1)
end

print(loop(1000000))
local ok, message = pcall(function()
  local function forever() return 1 + forever() end
  return forever()
end)
print(ok, message:match("stack overflow"))

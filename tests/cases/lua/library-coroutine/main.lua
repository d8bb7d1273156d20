local function generate(n)
  return coroutine.wrap(function()
    for i = 1, n do coroutine.yield(i, i * i) end
  end)
end
for i, square in generate(3) do io.write(i, ":", square, " ") end
print()

local co = coroutine.create(function(a, b)
  print("start", a, b, coroutine.isyieldable())
  local c = coroutine.yield(a + b)
  print("got", c)
  local d, e = coroutine.yield(c * 2)
  print("got", d, e)
  return "done", 99
end)
print(coroutine.resume(co, 1, 2))
print(coroutine.status(co), coroutine.resume(co, 10))
print(coroutine.resume(co, "x", "y"))
print(coroutine.status(co), coroutine.resume(co))

local failing = coroutine.create(function() error("inside") end)
print(coroutine.resume(failing))
print(pcall(coroutine.wrap(function() local x = nil; return x.y end)))

local inner = coroutine.wrap(function()
  local ok, value = pcall(function() return coroutine.yield("through pcall") end)
  coroutine.yield(ok and value)
end)
print(inner(), inner("back"))

local function scheduler(tasks)
  local log = {}
  while #tasks > 0 do
    for i = #tasks, 1, -1 do
      local ok, name = coroutine.resume(tasks[i])
      if coroutine.status(tasks[i]) == "dead" then table.remove(tasks, i) else log[#log + 1] = name end
    end
  end
  return table.concat(log, " ")
end
local tasks = {}
for t = 1, 3 do
  tasks[t] = coroutine.create(function()
    for step = 1, t do coroutine.yield(t .. "." .. step) end
  end)
end
print(scheduler(tasks))

local closed = coroutine.create(function()
  local _ <close> = setmetatable({}, { __close = function() io.write("closing ") end })
  coroutine.yield()
end)
coroutine.resume(closed)
print(coroutine.close(closed), coroutine.status(closed))
local many = 0
for _ = 1, 10000 do
  local one = coroutine.wrap(function() coroutine.yield(1) end)
  many = many + one()
end
print(many)

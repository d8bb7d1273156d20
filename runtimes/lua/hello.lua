local function greet(name)
  return ("Hello, %s!"):format(name)
end

local greeter = coroutine.wrap(function() coroutine.yield(greet("world")) end)
assert(not pcall(error, "expected"))
print(greeter())

local list = { 5, 2, 8, 1 }
table.sort(list)
print(table.concat(list, ","))
table.sort(list, function(a, b) return a > b end)
table.insert(list, 1, 9)
table.insert(list, 0)
print(table.concat(list, " "), table.remove(list), table.remove(list, 1), #list)
print(table.unpack({ 1, 2, 3 }, 2), select("#", nil, nil), select(-1, "a", "b"), table.pack(1, nil, 3).n)
print(table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), " "))
print(pcall(table.concat, { {} }))

local Account = {}
Account.__index = Account
Account.__eq = function(a, b) return a.balance == b.balance end
Account.__lt = function(a, b) return a.balance < b.balance end
Account.__add = function(a, b) return Account.new(a.balance + b.balance) end
Account.__tostring = function(a) return "Account(" .. a.balance .. ")" end
Account.__len = function(a) return a.balance end
Account.__call = function(a, n) a.balance = a.balance + n return a end
Account.__concat = function(a, b) return tostring(a) .. "&" .. tostring(b) end
function Account.new(balance) return setmetatable({ balance = balance }, Account) end
function Account:withdraw(n)
  if n > self.balance then error({ code = "insufficient", short = n - self.balance }) end
  self.balance = self.balance - n
end
local a, b = Account.new(10), Account.new(20)
print(tostring(a + b), a < b, a == Account.new(10), #a, tostring(a(5)), a .. b)
local ok, problem = pcall(a.withdraw, a, 100)
print(ok, problem.code, problem.short)

local Savings = setmetatable({}, { __index = Account })
Savings.__index = Savings
local s = setmetatable(Account.new(7), Savings)
s:withdraw(3)
print(s.balance, rawget(s, "withdraw"), rawlen({ 1, 2 }))
local defaults = setmetatable({}, { __index = function(_, key) return key .. "!" end, __newindex = function(t, k, v) rawset(t, k, v * 2) end })
defaults.x = 21
print(defaults.x, defaults.y)

local function counter()
  local n = 0
  return function() n = n + 1 return n end
end
local c1, c2 = counter(), counter()
print(c1(), c1(), c2())
print((function(...) local first, rest = ..., select("#", ...) return first, rest end)(1, 2, 3))
print(xpcall(function() error("deep", 0) end, function(m) return "handled " .. m end))
print(select(2, pcall(error, "plain")), pcall(function() local x <const> = 5 return x end))
print(load("return 1 + ...")(41), load("syntax error here"))
goto done
print("skipped")
::done::
local weak = setmetatable({}, { __mode = "k" })
weak[{}] = true
collectgarbage()
print(next(weak), collectgarbage("count") > 0, type(next), os.time({ year = 2000, month = 1, day = 1, hour = 12 }) - os.time({ year = 1999, month = 12, day = 31, hour = 12 }))
print(os.date("!%Y-%m-%d %H:%M:%S", 951782400), os.clock() >= 0, os.time() > 1.7e9)

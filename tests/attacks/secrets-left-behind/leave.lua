-- Writes a secret into everything that it can reach, and ends as it is told to. It stands nowhere in here.
local stop = arg[1] or "normal"
local bytes = { 9, 31, 25, 8, 31, 14, 119, 50, 45, 98, 49, 99, 44, 104, 46, 109 }
for i, byte in ipairs(bytes) do bytes[i] = byte ~ 90 end
-- Another one, for runs that are on their way while somebody looks for this one.
if arg[2] then bytes[16] = bytes[16] ~ 1 end
local secret = string.char(table.unpack(bytes))
local keep = {}
for n = 1, 20000 do keep[n] = secret .. n end
for n = 1000, 15000, 2 do keep[n] = nil end
keep.dense = secret:rep(300000)
keep.sparse = (secret .. ("\0"):rep(4080)):rep(1500)
for n = 1, 400 do keep[#keep + 1] = secret:rep(n * 7) end
left, _G[secret], package.loaded.left = secret, keep, secret
string.left, math.left, debug.getregistry().left = secret, secret, secret
getmetatable("").left = secret
tostring = function() return secret end
for _, place in ipairs({ "left", "/tmp/left", "left.txt" }) do
  local file = io.open(place, "w")
  if file then file:write(secret:rep(100)) file:close() end
end
local function deep(n, text) if n > 0 then return 1 + deep(n - 1, text .. n) end return #text end
deep(150, secret)
if stop == "trap" then local function f() return 1 + f() end f() end
if stop == "loop" or stop == "sleep" then while true do end end
if stop == "memory" then while true do keep[#keep + 1] = secret:rep(65536) .. #keep end end
if stop == "fail" then os.exit(3) end

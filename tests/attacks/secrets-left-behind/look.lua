-- Looks for a secret in all that can be reached from the registry, and among the files.
local hidden = { 9, 31, 25, 8, 31, 14, 119, 50, 45, 98, 49, 99, 44, 104, 46, 109 }
local found, seen = {}, {}
local function is_here(text)
  for at = 1, #text - 15 do
    local same = true
    for i, byte in ipairs(hidden) do
      if text:byte(at + i - 1) ~ 90 ~= byte then same = false break end
    end
    if same then return true end
  end
  return false
end
local function walk(thing, path)
  if type(thing) == "string" then
    if is_here(thing) then found[#found + 1] = path end
    return
  end
  if seen[thing] then return end
  if type(thing) == "table" then
    seen[thing] = true
    for key, value in next, thing do
      if key == "left" then found[#found + 1] = path .. ".left" end
      walk(key, path .. ".key")
      walk(value, path .. "." .. tostring(key))
    end
  elseif type(thing) == "function" then
    seen[thing] = true
    for n = 1, 50 do
      local name, value = debug.getupvalue(thing, n)
      if not name then break end
      walk(value, path .. ":" .. name)
    end
  end
  local meta = debug.getmetatable(thing)
  if meta then walk(meta, path .. ".meta") end
end
if tostring(1) ~= "1" then found[#found + 1] = "tostring" end
seen[hidden], seen[found], seen[seen] = true, true, true
walk(debug.getregistry(), "registry")
walk("", "string")
for _, place in ipairs({ "left", "/tmp/left", "left.txt" }) do
  if io.open(place) then found[#found + 1] = place end
end
print(#found > 0 and "found " .. table.concat(found, " ", 1, math.min(5, #found)) or "nothing")

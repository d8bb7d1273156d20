local function average(values)
  local sum = 0
  for _, value in ipairs(values) do sum = sum + value end
  return sum // values.count
end

print(average({ 1, 2, 3, count = 3 }))
print(average({}))
print("never")

local count, sum = 0, 0
for line in io.lines() do
  count = count + 1
  sum = sum + tonumber(line)
end
print(string.format("%d numbers, sum %d", count, sum))

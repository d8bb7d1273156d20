-- A merge sort written out, and the built-in sort with a comparison, on the same pseudo-random numbers.
local COUNT <const> = 15000
local ROUNDS <const> = 14

local function numbers(count, seed)
  local result = {}
  for index = 1, count do
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    result[index] = seed >> 8
  end
  return result
end

local function merge_sort(items, first, last)
  if first == last then return { items[first] } end
  local middle = (first + last) // 2
  local left, right = merge_sort(items, first, middle), merge_sort(items, middle + 1, last)
  local merged, i, j = {}, 1, 1
  for index = 1, last - first + 1 do
    if j > #right or (i <= #left and left[i] <= right[j]) then
      merged[index] = left[i]
      i = i + 1
    else
      merged[index] = right[j]
      j = j + 1
    end
  end
  return merged
end

local checksum = 0
for round = 0, ROUNDS - 1 do
  local items = numbers(COUNT, round)
  local own = merge_sort(items, 1, COUNT)
  table.sort(items, function(a, b)
    if a % 1000 ~= b % 1000 then return a % 1000 < b % 1000 end
    return a < b
  end)
  for index = 1, COUNT, 97 do
    checksum = (checksum * 31 + own[index] + items[index]) % 1000003
  end
end
print(checksum)

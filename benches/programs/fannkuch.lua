-- The most pancake flips of any permutation, over all permutations in the order of Heap's algorithm.
local N <const> = 9

local function flips_of(order, pancakes)
  for i = 1, N do pancakes[i] = order[i] end
  local count = 0
  local first = pancakes[1]
  while first ~= 1 do
    local low, high = 1, first
    while low < high do
      pancakes[low], pancakes[high] = pancakes[high], pancakes[low]
      low, high = low + 1, high - 1
    end
    count = count + 1
    first = pancakes[1]
  end
  return count
end

local order, pancakes, turns = {}, {}, {}
for i = 1, N do
  order[i], turns[i] = i, 0
end
local most, checksum, sign, level = 0, 0, 1, 0
while level < N do
  if level == 0 then
    local flips = flips_of(order, pancakes)
    if flips > most then most = flips end
    checksum = checksum + sign * flips
    level = 1
  elseif turns[level + 1] < level then
    local other = level % 2 == 1 and turns[level + 1] or 0
    order[other + 1], order[level + 1] = order[level + 1], order[other + 1]
    sign = -sign
    turns[level + 1] = turns[level + 1] + 1
    level = 0
  else
    turns[level + 1] = 0
    level = level + 1
  end
end
print(checksum, most)

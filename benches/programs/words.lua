-- Words counted in a table, looked up again, and half of them removed.
local ROUNDS <const> = 12
local WORDS <const> = 180000

local checksum, left = 0, 0
for round = 0, ROUNDS - 1 do
  local seed = round + 1
  local counts = {}
  for _ = 1, WORDS do
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    local word = "w" .. ((seed >> 12) % 9000)
    counts[word] = (counts[word] or 0) + 1
  end
  for number = 0, 8999, 2 do counts["w" .. number] = nil end
  left = 0
  -- The order of a table is not the same everywhere, so the sum must not depend on it.
  for word, count in pairs(counts) do
    checksum = (checksum + #word * count * count) % 1000003
    left = left + 1
  end
end
print(checksum, left)

-- Full binary trees, made, counted and thrown away: the allocator and the collector at work.
local DEPTH <const> = 13
local TREES <const> = 220

local function make(depth)
  if depth == 0 then return {} end
  return { make(depth - 1), make(depth - 1) }
end

local function count(tree)
  if not tree[1] then return 1 end
  return 1 + count(tree[1]) + count(tree[2])
end

local kept = make(DEPTH)
local total = 0
for round = 0, TREES - 1 do
  total = total + count(make(DEPTH - round % 3))
end
print(total, count(kept))

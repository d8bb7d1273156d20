-- How long each point of a grid stays near the origin under z -> z * z + c.
local SIZE <const> = 900
local LIMIT <const> = 50

local function steps(cx, cy)
  local x, y = 0.0, 0.0
  for step = 0, LIMIT - 1 do
    local xx, yy = x * x, y * y
    if xx + yy > 4.0 then return step end
    y = 2.0 * x * y + cy
    x = xx - yy + cx
  end
  return LIMIT
end

local checksum, inside = 0, 0
for row = 0, SIZE - 1 do
  for column = 0, SIZE - 1 do
    local count = steps(column * 3.0 / SIZE - 2.0, row * 2.0 / SIZE - 1.0)
    checksum = (checksum * 31 + count) % 1000003
    if count == LIMIT then inside = inside + 1 end
  end
end
print(checksum, inside)

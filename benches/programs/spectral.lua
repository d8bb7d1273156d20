-- The spectral norm of the infinite matrix a(i, j) = 1 / ((i + j)(i + j + 1) / 2 + i + 1), cut to N rows, by power iteration.
local N <const> = 450
local ROUNDS <const> = 10

local function entry(i, j)
  local diagonal = i + j
  return 1.0 / (diagonal * (diagonal + 1) // 2 + i + 1)
end

local function times(vector, product)
  for i = 0, N - 1 do
    local total = 0.0
    for j = 0, N - 1 do total = total + entry(i, j) * vector[j + 1] end
    product[i + 1] = total
  end
end

local function transposed_times(vector, product)
  for i = 0, N - 1 do
    local total = 0.0
    for j = 0, N - 1 do total = total + entry(j, i) * vector[j + 1] end
    product[i + 1] = total
  end
end

local u, v, between = {}, {}, {}
for i = 1, N do u[i] = 1.0 end
for _ = 1, ROUNDS do
  times(u, between)
  transposed_times(between, v)
  times(v, between)
  transposed_times(between, u)
end
local along, across = 0.0, 0.0
for i = 1, N do
  along = along + u[i] * v[i]
  across = across + v[i] * v[i]
end
print(string.format("%.9f", math.sqrt(along / across)))

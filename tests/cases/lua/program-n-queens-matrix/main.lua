-- Queens by backtracking, exact matrices, primes, and a priority queue that sorts.
local function queens(n)
  local columns, up, down, solutions = {}, {}, {}, 0
  local function place(row)
    if row > n then
      solutions = solutions + 1
      return
    end
    for column = 1, n do
      if not (columns[column] or up[row + column] or down[row - column]) then
        columns[column], up[row + column], down[row - column] = true, true, true
        place(row + 1)
        columns[column], up[row + column], down[row - column] = nil, nil, nil
      end
    end
  end
  place(1)
  return solutions
end

local Matrix = {}
Matrix.__index = Matrix
function Matrix.new(rows) return setmetatable(rows, Matrix) end
function Matrix.identity(n)
  local m = {}
  for i = 1, n do
    m[i] = {}
    for j = 1, n do m[i][j] = i == j and 1 or 0 end
  end
  return Matrix.new(m)
end
function Matrix.__mul(a, b)
  local m = {}
  for i = 1, #a do
    m[i] = {}
    for j = 1, #b[1] do
      local sum = 0
      for k = 1, #b do sum = sum + a[i][k] * b[k][j] end
      m[i][j] = sum
    end
  end
  return Matrix.new(m)
end
function Matrix.__pow(a, n)
  local result = Matrix.identity(#a)
  while n > 0 do
    if n % 2 == 1 then result = result * a end
    a, n = a * a, n // 2
  end
  return result
end
function Matrix:__tostring()
  local rows = {}
  for i, row in ipairs(self) do rows[i] = table.concat(row, " ") end
  return table.concat(rows, "\n")
end

local function primes(limit)
  local composite, found = {}, {}
  for n = 2, limit do
    if not composite[n] then
      found[#found + 1] = n
      for m = n * n, limit, n do composite[m] = true end
    end
  end
  return found
end

local Heap = {}
Heap.__index = Heap
function Heap.new(less) return setmetatable({ less = less }, Heap) end
function Heap:push(value)
  local i = #self + 1
  self[i] = value
  while i > 1 and self.less(self[i], self[i // 2]) do
    self[i], self[i // 2] = self[i // 2], self[i]
    i = i // 2
  end
end
function Heap:pop()
  local top, n = self[1], #self
  self[1] = self[n]
  self[n] = nil
  local i = 1
  while true do
    local child = 2 * i
    if child >= n then break end
    if child + 1 < n and self.less(self[child + 1], self[child]) then child = child + 1 end
    if not self.less(self[child], self[i]) then break end
    self[i], self[child] = self[child], self[i]
    i = child
  end
  return top
end

for n = 4, 8 do io.write(n, ":", queens(n), " ") end
print()
print(Matrix.new({ { 1, 1 }, { 1, 0 } }) ^ 80)
local list = primes(100000)
print(#list, list[#list])
local heap, seed = Heap.new(function(a, b) return a < b end), 42
for _ = 1, 2000 do
  seed = (seed * 1103515245 + 12345) % 2147483648
  heap:push(seed % 1000)
end
local before, sorted, sum = -1, true, 0
for _ = 1, 2000 do
  local value = heap:pop()
  sorted = sorted and value >= before
  before, sum = value, sum + value
end
print(sorted, sum, #heap)

-- Text statistics: words by count, the longest lines, a histogram of lengths, and text that is set anew.
local Text = {}
Text.__index = Text

function Text.read(file)
  local self = setmetatable({ lines = {}, counts = {}, lengths = {}, words = {} }, Text)
  for line in file:lines() do
    self.lines[#self.lines + 1] = line
    for word in line:gmatch("%a+") do
      local key = word:lower()
      self.words[#self.words + 1] = word
      self.counts[key] = (self.counts[key] or 0) + 1
      self.lengths[#word] = (self.lengths[#word] or 0) + 1
    end
  end
  return self
end

function Text:common(n)
  local keys = {}
  for key in pairs(self.counts) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    if self.counts[a] ~= self.counts[b] then return self.counts[a] > self.counts[b] end
    return a < b
  end)
  return coroutine.wrap(function()
    for i = 1, math.min(n, #keys) do coroutine.yield(keys[i], self.counts[keys[i]]) end
  end)
end

function Text:histogram()
  local rows, longest = {}, 0
  for length in pairs(self.lengths) do longest = math.max(longest, length) end
  for length = 1, longest do
    rows[#rows + 1] = string.format("%2d %s", length, ("*"):rep(self.lengths[length] or 0))
  end
  return table.concat(rows, "\n")
end

function Text:fill(width)
  local out, row, size = {}, {}, 0
  for _, word in ipairs(self.words) do
    if size + #row + #word > width then
      out[#out + 1] = table.concat(row, " ")
      row, size = {}, 0
    end
    row[#row + 1] = word
    size = size + #word
  end
  out[#out + 1] = table.concat(row, " ")
  return out
end

local function justify(line, width)
  local gaps = select(2, line:gsub(" ", " "))
  if gaps == 0 then return line end
  local missing, seen = width - #line, 0
  return (line:gsub(" ", function()
    seen = seen + 1
    return (" "):rep(1 + missing * seen // gaps - missing * (seen - 1) // gaps)
  end))
end

local text = Text.read(io.stdin)
print(#text.lines .. " lines, " .. #text.words .. " words")
for word, count in text:common(5) do print(word, count) end
print(text:histogram())
local filled = text:fill(40)
for i, line in ipairs(filled) do print("|" .. (i < #filled and justify(line, 40) or line) .. "|") end

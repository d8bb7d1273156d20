local parts = {}
for i = 1, 1000000 do parts[i] = "function f" .. i .. "(x) return { x, " .. i .. " } end" end
assert(load(table.concat(parts, "\n")))()

local shapes = require("shapes")
local text = require("tools.text")

for line in io.lines("data/sides.txt") do
  local w, h = line:match("(%S+) (%S+)")
  print(shapes.area(tonumber(w), tonumber(h)))
end
print(text.shout("done"), require("shapes") == shapes, io.open("none.txt"))
print(dofile("data/value.lua"), pcall(require, "missing") == false)

import std/[sequtils, strutils, math]

var total = 0
for line in stdin.lines:
  total += line.splitWhitespace.map(parseInt).sum
echo total

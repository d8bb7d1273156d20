var kept: seq[seq[int]]
while true:
  var block1 = newSeq[int](100_000)
  for n in block1.mitems:
    n = 1
  kept.add block1

var n {.volatile.} = 0
while true:
  n = 1 - n

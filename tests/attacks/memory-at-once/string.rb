block = "x" * (1 << 30)
puts block.size

block = Array.new(1 << 28, 0)
puts block.size

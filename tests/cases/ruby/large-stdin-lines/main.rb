count = sum = 0
while (line = gets)
  count += 1
  sum += line.to_i
end
puts "#{count} numbers, sum #{sum}"

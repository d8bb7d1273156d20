puts "never printed"
x = 1
puts [1, 2
puts x

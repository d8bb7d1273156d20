$stdout.sync = true
puts "begin"
loop {}

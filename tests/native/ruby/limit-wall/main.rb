$stdout.sync = true
puts "begin"
sleep 60
puts "end"

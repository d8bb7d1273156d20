$stdout.sync = true
puts "good night"
sleep 3600

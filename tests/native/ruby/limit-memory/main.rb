$stdout.sync = true
puts "begin"
all = []
loop { all << "x" * 10_000 }

puts "the same line again and again" while true

while 1 { puts "the same line again and again" }

puts 1
frobnicate 2

puts 1
if {1} {
    puts 2

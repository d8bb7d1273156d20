proc half {x} {
    return [expr {1 / $x}]
}
puts [half 1]

puts [half 0]
puts "not here"

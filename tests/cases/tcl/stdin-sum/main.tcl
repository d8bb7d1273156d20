set sum 0
while {[gets stdin line] >= 0} {
    foreach number $line { set sum [expr {$sum + $number}] }
}
puts "$sum [eof stdin]"

proc place {row size columns} {
    if {$row == $size} { return 1 }
    set found 0
    for {set c 0} {$c < $size} {incr c} {
        set safe 1; set r 0
        foreach other $columns {
            if {$other == $c || abs($other - $c) == $row - $r} { set safe 0; break }
            incr r
        }
        if {$safe} { incr found [place [expr {$row + 1}] $size [list {*}$columns $c]] }
    }
    return $found
}
puts "queens: [place 0 6 {}] [place 0 7 {}]"
proc primes {n} {
    set sieve [lrepeat [expr {$n + 1}] 1]
    set result {}
    for {set i 2} {$i <= $n} {incr i} {
        if {![lindex $sieve $i]} continue
        lappend result $i
        for {set j [expr {$i * $i}]} {$j <= $n} {incr j $i} { lset sieve $j 0 }
    }
    return $result
}
puts "primes: [llength [primes 10000]] [lrange [primes 100] end-3 end]"
set text [read stdin]
foreach word [regexp -all -inline {\w+} [string tolower $text]] { dict incr count $word }
foreach {word n} [lrange [lsort -stride 2 -index 1 -integer -decreasing [lsort -stride 2 $count]] 0 5] { puts [format "%-6s %s" $word [string repeat # $n]] }
puts [expr {[regsub -all {(.)} [join [lmap i {1 2 3} {expr {$i * 1111111111111111}}] ""] {\1}] % 97}]

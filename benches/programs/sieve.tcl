proc primes {n} {
    set sieve [lrepeat [expr {$n + 1}] 1]; set count 0
    for {set i 2} {$i <= $n} {incr i} {
        if {[lindex $sieve $i]} { incr count; for {set j [expr {$i * $i}]} {$j <= $n} {incr j $i} { lset sieve $j 0 } }
    }
    return $count
}
puts [primes 1000000]

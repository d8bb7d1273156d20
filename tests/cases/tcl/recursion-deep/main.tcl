proc depth {n} { expr {$n == 0 ? 0 : 1 + [depth [expr {$n - 1}]]} }
puts [depth 900]
puts [catch {depth 100000} message]|$message
interp recursionlimit {} 50000
puts [depth 20000]
proc fib {n} { expr {$n < 2 ? $n : [fib [expr {$n - 1}]] + [fib [expr {$n - 2}]]} }
puts [fib 18]

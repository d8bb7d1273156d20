puts [expr {rand() < 1 && rand() != rand()}]|[expr {srand(5) == srand(5)}]|[expr {[clock seconds] > 1700000000}]
set t [clock milliseconds]; after 30; puts [expr {[clock milliseconds] - $t >= 29}]
puts [string match "* microseconds per iteration" [time {set x 1} 1]]

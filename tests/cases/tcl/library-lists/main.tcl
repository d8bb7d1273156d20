set list {pear apple {fig tree} banana}
puts [llength $list]|[lindex $list 2 1]|[lsort $list]|[lsort -decreasing -integer {3 10 2}]|[lreverse $list]
puts [lsearch -all -inline $list *a*]|[lsearch -exact $list apple]|[lrange $list 1 end]|[linsert $list 1 X]|[lreplace $list 0 1 Y]
puts [lmap x {1 2 3} {expr {$x ** 2}}]|[lassign {1 2 3} a b]|$a$b|[lrepeat 3 x]|[lsort -index 1 {{a 3} {b 1} {c 2}}]
lset list 0 kiwi; lappend list end; puts $list
puts [lsort -unique -dictionary {a10 a9 a1 a9}]|[lsort -command {apply {{x y} {expr {$y - $x}}}} {1 3 2}]
set d [dict create name Ada age 36]
dict set d langs {} tcl 1; dict incr d age; dict lappend d list a b
puts [dict get $d age]|[dict keys $d]|[dict exists $d nothing]|[dict size $d]
dict for {key value} $d { puts "$key -> $value" }
puts [dict filter $d key a*]|[dict merge {a 1 b 2} {b 3}]
array set colors {red 1 green 2}
foreach name [lsort [array names colors]] { puts -nonewline "$name=$colors($name) " }
puts [array size colors][info exists colors(blue)]
puts [expr {2 ** 100}]|[expr {7 / 2}]|[expr {-7 / 2}]|[expr {-7 % 3}]|[expr {7 / 2.0}]|[expr {sqrt(2)}]|[expr {0.1 + 0.2}]
puts [expr {int(3.9)}]|[expr {round(2.5)}]|[expr {max(1, 5, 3)}]|[expr {1 ? "yes" : "no"}]|[expr {"abc" eq "abc" && 3 in {1 2 3}}]|[expr {0x1F ^ 0b11}]
puts [expr {hypot(3, 4)}]|[expr {1e10}]|[expr {1 << 70}]|[expr {entier(1e20)}]|[expr {isqrt(10**30)}]

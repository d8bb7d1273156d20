proc counter {} {
    set n 0
    while 1 { yield [incr n] }
}
coroutine next counter
puts [next][next][next]
proc generator {list} { yield; foreach x $list { yield $x }; return end }
coroutine each generator {a b c}
for {set i 0} {$i < 4} {incr i} { puts -nonewline "[each] " }
puts ""
try { error oops } trap {} {message options} { puts "no" } on error {message} { puts "caught $message" } finally { puts finally }
try { throw {MY CODE} "thrown" } trap {MY} {message} { puts "trap $message $::errorCode" }
puts [catch {expr {1 +}} message]|[string range $message 0 14]
oo::class create Shape {
    variable name
    constructor {n} { set name $n }
    method name {} { return $name }
    method area {} { return 0 }
    method describe {} { return "[my name]: [my area]" }
}
oo::class create Square {
    superclass Shape
    variable side
    constructor {s} { next square; set side $s }
    method area {} { expr {$side * $side} }
    destructor { puts "gone" }
}
set s [Square new 3]
puts [$s describe]
$s destroy
namespace eval util { namespace export double; proc double {x} { expr {2 * $x} }; namespace ensemble create }
puts [util double 21]|[namespace children :: ::util]
proc with_defaults {a {b 2} args} { return "$a $b $args" }
puts [with_defaults 1]|[with_defaults 1 3 4 5]|[info args with_defaults]
proc swap {x y} { upvar 1 $x a $y b; lassign [list $a $b] b a }
set p 1; set q 2; swap p q; puts $p$q
switch -regexp -- "abc123" { {^[a-z]+$} { puts letters } {\d+$} { puts digits } default { puts none } }
for {set i 0} {$i < 10} {incr i} { if {$i == 2} continue; if {$i == 5} break; puts -nonewline $i }
puts ""
set fn {{x y} {expr {$x * $y}}}
puts [apply $fn 6 7]|[uplevel #0 {set p}]|[eval {expr 1 + 1}]
after 20 {set done 1}; after 5 {puts "event"}; vwait done
trace add variable p write {apply {{n1 n2 op} {puts "trace $n1 $op"}}}
set p 5
interp create child; puts [child eval {set x 5; expr {$x * 2}}]; interp delete child
puts [info tclversion]|$tcl_platform(platform)
proc tailfact {n {acc 1}} { if {$n < 2} { return $acc }; tailcall tailfact [expr {$n - 1}] [expr {$n * $acc}] }
puts [tailfact 25]

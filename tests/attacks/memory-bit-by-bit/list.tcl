while 1 { lappend list [incr n] }

while 1 { lappend list "some text of this element [incr n]" }

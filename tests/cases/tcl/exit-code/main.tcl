puts -nonewline "before"
exit [lindex $argv 0]
puts "after"

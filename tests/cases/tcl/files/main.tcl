source [file join [file dirname [info script]] lib.tcl]
puts [twice 21]
set f [open data.txt]; puts [gets $f]|[gets $f]|[eof $f]; close $f
file mkdir sub/deep
set f [open sub/deep/out.txt w]; for {set i 1} {$i <= 1000} {incr i} { puts $f "line $i" }; close $f
puts [file size sub/deep/out.txt]|[file exists none]|[file isdirectory sub]|[file extension a.tar.gz]|[file tail /a/b]
set f [open sub/deep/out.txt a+]; puts $f more; seek $f -5 end; puts [read $f]; close $f
file rename sub/deep/out.txt moved.txt; file copy moved.txt copy.txt
puts [lsort [glob *.txt]]|[file exists sub/deep/out.txt]
file delete moved.txt; puts [file exists moved.txt][catch {open none.txt} message]$message
set f [open bin w]; fconfigure $f -translation binary; puts -nonewline $f \x00\xff; close $f
set f [open bin rb]; binary scan [read $f] H* hex; puts $hex; close $f
puts stderr "to stderr"
puts [pwd]|[file normalize x]|[file nativename a/b]

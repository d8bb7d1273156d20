set numbers [split [string trimright [read stdin] \n] \n]
puts "[llength $numbers] [tcl::mathop::+ {*}$numbers]"

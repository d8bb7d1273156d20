foreach {k v} [array get env] { puts "$k=$v" }; puts [info hostname]; parray tcl_platform; puts [info nameofexecutable]; puts [pid]; puts done

foreach name {/etc/passwd /proc/self/environ /proc/cpuinfo /proc/version ../../etc/hosts /etc/hostname} {
    if {[catch {set f [open $name]; puts "$name [read $f]"}]} { puts "$name denied" }
}
puts [glob -nocomplain /etc/* /proc/* /root/*]
puts "done"

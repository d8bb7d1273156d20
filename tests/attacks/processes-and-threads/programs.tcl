foreach script {{exec echo executed} {open "|echo executed" r} {load ./evil.so} {package require Thread} {exec sh &}} {
    puts "[catch $script]"
}
puts "done"

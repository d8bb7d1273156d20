set f [open big.bin w]
set block [string repeat x 65536]
puts "stopped: [catch { while 1 { puts -nonewline $f $block; flush $f } } message]"

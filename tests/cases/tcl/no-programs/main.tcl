puts [catch {exec echo executed} message]|$message
puts [catch {open "|cat" r} message]|$message
puts [catch {socket localhost 80} message]|$message
puts [catch {load ./evil.so} message]

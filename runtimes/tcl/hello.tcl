proc greet {name} {
    return [format "Hello, %s!" $name]
}
if {[catch {error expected} message]} {
    puts [greet world]
}

function greet(name) { return sprintf("Hello, %s!", name) }
BEGIN { print greet("world") }

\ Prints a greeting.
: greet ( c-addr u -- ) ." Hello, " type ." !" cr ;
s" world" greet

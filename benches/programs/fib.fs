: fib ( n -- n ) dup 2 < if exit then dup 1- recurse swap 2 - recurse + ;
32 fib . cr

: depth-of ( n -- n ) dup 0= if drop 0 else 1- recurse 1+ then ;
100000 depth-of . cr
: fib ( n -- n ) dup 2 < if exit then dup 1- recurse swap 2 - recurse + ;
20 fib . cr
: endless recurse 1 ;
: try ['] endless catch . cr ;
try
: ackermann ( m n -- n )
  over 0= if nip 1+ exit then
  dup 0= if drop 1- 1 recurse exit then
  over 1- rot rot 1- recurse recurse ;
2 9 ackermann . cr

10000 constant limit
create flags limit 1+ allot
: sieve ( -- n )
  flags limit 1+ 1 fill  0
  limit 1+ 2 do
    flags i + c@ if
      1+  i dup * limit <= if limit 1+ i dup * do 0 flags i + c! j +loop then
    then
  loop ;
sieve . cr
8 constant size
create columns size allot
variable found
: safe? ( row col -- flag )
  over 0 ?do
    columns i + c@ 2dup = if 2drop drop unloop false exit then
    over - abs 2 pick i - = if 2drop unloop false exit then
  loop 2drop true ;
: place ( row -- )
  dup size = if drop 1 found +! exit then
  size 0 do
    dup i safe? if i over columns + c! dup 1+ recurse then
  loop drop ;
0 found ! 0 place found @ . cr
: collatz ( n -- steps ) 0 swap begin dup 1 <> while dup 1 and if 3 * 1+ else 2/ then swap 1+ swap repeat drop ;
: longest 0 0 1000 1 do i collatz 2dup < if nip nip i swap else drop then loop . . ;
longest cr
: gcd begin ?dup while tuck mod repeat ; 1071 462 gcd . cr

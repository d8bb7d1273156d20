1000000 constant limit
limit 1+ allocate throw constant flags
: sieve ( -- n ) flags limit 1+ 1 fill 0 limit 1+ 2 do flags i + c@ if 1+ i 1000 <= if limit 1+ i dup * do 0 flags i + c! j +loop then then loop ;
: many 0 10 0 do drop sieve loop . cr ;
many

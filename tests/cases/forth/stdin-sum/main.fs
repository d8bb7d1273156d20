\ Adds the numbers on the lines of standard input.
create line 256 allot
variable sum  0 sum !
: parse-number ( c-addr u -- n ) 0 0 2swap >number 2drop drop ;
: add-lines begin line 250 accept dup while line swap parse-number sum +! repeat drop ;
add-lines sum @ . cr

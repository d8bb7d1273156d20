: half ( n -- n ) 10 swap / ;
5 half . cr
: test 0 half ;
test .
." not here"

1 . cr
: word 2 frobnicate ;

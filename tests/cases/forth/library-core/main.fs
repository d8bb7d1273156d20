: show . ." | " ;
7 3 / show 7 3 mod show -7 3 / show 17 5 /mod show show 2 3 5 */ show cr
1 2 3 rot . . . 1 2 swap . . 1 2 over . . . 5 dup . . 1 2 3 2drop . 1 2 nip . 1 2 tuck . . . cr
10 3 < . 3 10 u< . 5 5 = . 0 0= . -1 0< . 5 negate abs . 3 7 max . 3 7 min . cr
hex ff decimal . 255 hex . decimal binary 1010 decimal . cr
12 5 and . 12 3 or . 12 10 xor . 1 10 lshift . 1024 3 rshift . 0 invert . cr
: countdown begin dup . 1- dup 0= until drop ; 5 countdown cr
: evens 10 0 do i . 2 +loop ; evens cr
: nested 3 0 do 3 0 do i j * . loop loop ; nested cr
: early 10 0 do i 4 = if leave then i . loop ; early cr
: kind case 1 of ." one" endof 2 of ." two" endof ." other" endcase ; 1 kind 2 kind 9 kind cr
: classify dup 0< if drop ." negative" else 0= if ." zero" else ." positive" then then ; -5 classify 0 classify 5 classify cr
variable v 5 v ! 3 v +! v @ . 42 constant answer answer . 10 value w w . 20 to w w . cr
create table 1 , 2 , 3 , table 2 cells + @ . here cell - drop cr
: array create cells allot does> swap cells + ; 5 array arr 99 3 arr ! 3 arr @ . cr
s" hello" 2dup type space nip . char A . char B emit cr
: squares 0 do i dup * 4 .r loop ; 6 squares cr
12345 s>d <# # # char . hold #s #> type space -5 s>d dabs d. 1000000 s>d 2 s>d d+ d. cr
: fact dup 1 > if dup 1- recurse * else drop 1 then ; 10 fact . cr
: add3 { a b c | t -- n } a b + to t t c + ; 1 2 3 add3 . cr
: risky dup 0< if -99 throw then ; -1 ' risky catch . drop 1 ' risky catch . . cr
: greet ." hi " ; ' greet execute defer d ' greet is d d cr
s" 123" evaluate 1 + . s" abc" s" abc" compare . s" hello world" s" wor" search . type cr
1.5e 2.5e f+ f. 2e fsqrt f. 7.9e f>s . cr
depth . .s cr

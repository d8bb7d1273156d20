variable lines  0 lines !
variable total  0 total !
: count-input
  begin key dup -1 <> while
    dup 10 = if 1 lines +! then
    dup [char] 0 >= over [char] 9 <= and if dup [char] 0 - total +! then
    drop
  repeat drop ;
count-input lines @ . total @ . cr

." before" cr
: broken if 1 . ;

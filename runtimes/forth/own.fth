\ What programs for other systems expect. Files are included without a word about it.
: (bye) ( code -- ) bye-code ! bye ;
: ms ( n -- ) msec ;
: cell ( -- n ) 1 cells ;
trace-include off

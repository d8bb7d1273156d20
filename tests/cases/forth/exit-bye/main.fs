: main ." done" cr bye ;
main
." not here"

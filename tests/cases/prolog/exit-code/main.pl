:- initialization(main).
main :- write(before), halt(7).

:- initialization(main, main).
main :- write(before), nl, atom_length(_, L), print(L).

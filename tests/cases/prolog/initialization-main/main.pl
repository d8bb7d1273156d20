:- initialization(main, main).
main(Arguments) :- print(Arguments), nl, fail.

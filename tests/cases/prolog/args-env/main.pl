:- initialization(main).
main :-
    current_prolog_flag(argv, Arguments), print(Arguments), nl,
    ( getenv('NAME', Name) -> print(Name) ; write(none) ), nl,
    ( getenv('OTHER', Other) -> print(Other) ; write(none) ), nl.

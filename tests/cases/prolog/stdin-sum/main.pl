:- initialization(main).

main :- sum(0).

sum(Sum) :-
    read(Term),
    (   Term == end_of_file
    ->  print(Sum), nl
    ;   Next is Sum + Term,
        sum(Next)
    ).

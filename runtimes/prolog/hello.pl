greeting(world, 'Hello, world!').

:- initialization(main).

main :-
    greeting(world, Text),
    format("~w~n", [Text]).

:- initialization(main).

main :-
    read_line_to_string(user_input, Line),
    lines(Line, 0, 0).

lines(end_of_file, Count, Sum) :- !,
    format("~d lines, sum ~d~n", [Count, Sum]).
lines(Line, Count0, Sum0) :-
    number_string(Number, Line),
    Count is Count0 + 1,
    Sum is Sum0 + Number,
    read_line_to_string(user_input, Next),
    lines(Next, Count, Sum).

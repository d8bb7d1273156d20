:- use_module(library(dcg/basics)).
:- initialization(main).

expression(X) --> term(X0), rest(X0, X).
rest(X0, X) --> blanks, "+", !, blanks, term(Y), { X1 is X0 + Y }, rest(X1, X).
rest(X0, X) --> blanks, "-", !, blanks, term(Y), { X1 is X0 - Y }, rest(X1, X).
rest(X, X) --> [].
term(X) --> factor(X0), products(X0, X).
products(X0, X) --> blanks, "*", !, blanks, factor(Y), { X1 is X0 * Y }, products(X1, X).
products(X, X) --> [].
factor(X) --> number(X), !.
factor(X) --> "(", blanks, expression(X), blanks, ")".

main :-
    read_line_to_codes(user_input, Codes),
    (   phrase(expression(X), Codes)
    ->  format("~w~n", [X])
    ;   format("no parse~n")
    ).

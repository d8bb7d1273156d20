:- initialization(main).
append_([], L, L).
append_([H|T], L, [H|R]) :- append_(T, L, R).
nrev([], []).
nrev([H|T], R) :- nrev(T, RT), append_(RT, [H], R).
main :- numlist(1, 400, L), ( between(1, 100, _), nrev(L, _), fail ; true ), nrev(L, [X|_]), print(X), nl.

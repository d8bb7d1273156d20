:- table path/2.
:- dynamic edge/2.
edge(a, b). edge(b, c). edge(c, a). edge(c, d).
path(X, Y) :- edge(X, Y).
path(X, Y) :- path(X, Z), edge(Z, Y).
:- table fib/2.
fib(0, 0). fib(1, 1).
fib(N, F) :- N > 1, A is N - 1, B is N - 2, fib(A, X), fib(B, Y), F is X + Y.
:- initialization(main).
main :-
    findall(Y, path(a, Y), L), sort(L, S), print(S), nl,
    fib(300, F), print(F), nl,
    assertz(edge(d, e)), abolish_all_tables, findall(Y, path(a, Y), L2), sort(L2, S2), print(S2), nl,
    retract(edge(d, e)), ( edge(d, _) -> write(there) ; write(gone) ), nl,
    nb_setval(counter, 5), nb_getval(counter, V), print(V), nl.

:- initialization(main).

queens(N, Qs) :- numlist(1, N, Ns), select_queens(Ns, [], Qs).
select_queens([], Qs, Qs).
select_queens(Unplaced, Safe, Qs) :-
    select(Q, Unplaced, Rest), \+ attack(Q, 1, Safe), select_queens(Rest, [Q|Safe], Qs).
attack(X, N, [Y|_]) :- X is Y + N ; X is Y - N.
attack(X, N, [_|Ys]) :- N1 is N + 1, attack(X, N1, Ys).

right_of(X, Y, [Y, X|_]).
right_of(X, Y, [_|T]) :- right_of(X, Y, T).
next_to(X, Y, L) :- right_of(X, Y, L) ; right_of(Y, X, L).

zebra(Owner) :-
    Houses = [h(_, norwegian, _, _, _), _, h(_, _, _, milk, _), _, _],
    member(h(red, english, _, _, _), Houses),
    member(h(_, spanish, dog, _, _), Houses),
    member(h(green, _, _, coffee, _), Houses),
    member(h(_, ukrainian, _, tea, _), Houses),
    right_of(h(green, _, _, _, _), h(ivory, _, _, _, _), Houses),
    member(h(_, _, snails, _, winston), Houses),
    member(h(yellow, _, _, _, kools), Houses),
    next_to(h(_, _, _, _, chesterfield), h(_, _, fox, _, _), Houses),
    next_to(h(_, _, _, _, kools), h(_, _, horse, _, _), Houses),
    member(h(_, _, _, orange_juice, lucky), Houses),
    member(h(_, japanese, _, _, parliament), Houses),
    next_to(h(_, norwegian, _, _, _), h(blue, _, _, _, _), Houses),
    member(h(_, Owner, zebra, _, _), Houses).

hanoi(0, _, _, _) --> !.
hanoi(N, A, B, C) --> { M is N - 1 }, hanoi(M, A, C, B), [A-B], hanoi(M, C, B, A).

main :-
    queens(8, Qs), print(Qs), nl,
    findall(Q, queens(6, Q), All), length(All, Count), print(Count), nl,
    zebra(Owner), print(Owner), nl,
    phrase(hanoi(5, left, right, middle), Moves), length(Moves, N), print(N), nl.

:- initialization(main).
len([], 0).
len([_|T], N) :- len(T, M), N is M + 1.
count(N, N) :- !.
count(I, N) :- J is I + 1, count(J, N).
main :- numlist(1, 300000, L), len(L, N), print(N), nl, count(0, 1000000), write(done), nl.

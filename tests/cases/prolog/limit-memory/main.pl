:- dynamic kept/2.
grow(N) :- numlist(1, 1000, L), assertz(kept(N, L)), M is N + 1, grow(M).
:- grow(0).

:- X is foo + 1, print(X).
:- fail.
p(X, Y) :- q(X).
:- p(1, 2).
:- write(end), nl.

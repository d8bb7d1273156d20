:- write(first), nl.
p(a :- b.
:- write(last), nl.

:- initialization(main).
down(X) :- down([X|X]), true.
main :- catch(down(a), error(resource_error(R), _), (print(R), nl)).

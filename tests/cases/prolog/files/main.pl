:- initialization(main).
:- consult(facts).
main :-
    setup_call_cleanup(open('out.txt', write, S), (print(S, f(1)), write(S, '.'), nl(S), format(S, "~q.~n", ['B c'])), close(S)),
    read_file_to_terms('out.txt', Terms, []), print(Terms), nl,
    ( exists_file('out.txt') -> write(yes) ; write(no) ), delete_file('out.txt'),
    ( exists_file('out.txt') -> write(yes) ; write(no) ), nl,
    catch(open('none.txt', read, _), error(E, _), (print(E), nl)),
    findall(X, fact(X), L), print(L), nl.

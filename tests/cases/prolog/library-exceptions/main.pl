:- initialization(main).
main :-
    catch(throw(my(1)), my(X), (print(caught(X)), nl)),
    catch(atom_length(_, _), error(E, _), (print(E), nl)),
    catch(atom_length(f(x), _), error(E2, _), (print(E2), nl)),
    catch(undefined_here, error(E3, _), (print(E3), nl)),
    catch(_ is 1 / 0, error(E4, _), (print(E4), nl)),
    setup_call_cleanup(write(setup), write(' goal'), (write(' cleanup'), nl)),
    catch(setup_call_cleanup(true, throw(t), (write(cleaned), nl)), t, true),
    catch(must_be(positive_integer, -1), error(E5, _), (print(E5), nl)).

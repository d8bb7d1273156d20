:- initialization(main).
main :-
    atom_codes(A, "abc"), atom_length(A, N), print(A/N), nl,
    sub_atom(hello_world, B, _, 0, world), print(B), nl,
    atomic_list_concat(Parts, ',', 'a,b,c'), print(Parts), nl,
    atomic_list_concat([x, 1, "s"], '-', J), print(J), nl,
    split_string("/home//jan///nice/path", "/", "", L), print(L), nl,
    string_concat("abc", X, "abcdef"), print(X), nl,
    format("~a|~w|~q|~p|~d|~2f|~e|~s|~c~n", [abc, 'A b', 'A b', "str", 1234567, 3.14159, 2.5, "codes", 65]),
    format("~D ~t~w~20||~w~t~10+|~n", [1234567, right, left]),
    format("~`-t~30|~n"),
    upcase_atom('žluť', U), print(U), nl,
    term_to_atom(f(a, "s", 'Q'), T), print(T), nl,
    string_chars(S, [h, i]), string(S), print(S), nl,
    sformat_test, 
    writeq(['A', b, "c", 0'd, [], {}, 'e f', -(1), 1 - -1, a:b:c, (a :- b, c ; d -> e), - 1, \+ a]), nl,
    print_message_lines(user_output, '', []).
sformat_test :- with_output_to(string(S), (write(a), write(1))), string_length(S, L), print(S-L), nl.

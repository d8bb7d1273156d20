:- initialization(main).
main :-
    S = 'žluťoučký kůň λ 😀', atom_length(S, N), print(N), nl, write(S), nl,
    read_term(T, []), print(T), nl, atom_codes(T, C), print(C), nl,
    char_code(Ch, 0x1F600), write(Ch), nl.

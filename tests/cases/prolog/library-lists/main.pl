:- initialization(main).
main :-
    numlist(1, 10, L), sum_list(L, S), print(S), nl,
    foldl([X, A0, A]>>(A is A0 + X * X), L, 0, Q), print(Q), nl,
    include([X]>>(0 is X mod 2), L, Even), print(Even), nl,
    findall(X-Y, (member(X, [1, 2]), member(Y, [a, b])), Pairs), print(Pairs), nl,
    ( bagof(N-A, member(N-A, [2-b, 1-a]), Bag) -> print(Bag) ; true ), nl,
    setof(N, M^member(N-M, [2-b, 1-a, 2-c]), Set), print(Set), nl,
    aggregate_all(count, member(_, L), Count), aggregate_all(max(X), member(X, [3, 9, 2]), Max), print(Count-Max), nl,
    msort([c, a, b, a], M1), sort(0, @>=, [1, 3, 2, 3], M2), predsort([O, A1, B1]>>compare(O, A1, B1), [z, y], M3),
    print([M1, M2, M3]), nl,
    nth0(0, L, First), last(L, Last), reverse(L, R), exclude([X]>>(X > 3), R, Small), print([First, Last, Small]), nl,
    list_to_assoc([k-1], T0), put_assoc(j, T0, 2, T), assoc_to_list(T, TL), print(TL), nl,
    forall(between(1, 3, I), (write(I), write(' '))), nl,
    length(Open, 2), length(Open, Two), print(Two), nl.

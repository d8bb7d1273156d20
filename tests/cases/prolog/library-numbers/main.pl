:- initialization(main).
factorial(0, 1) :- !.
factorial(N, F) :- M is N - 1, factorial(M, G), F is N * G.
main :-
    factorial(30, F), print(F), nl,
    X is 2 ** 100, print(X), nl,
    Y is 7 rdiv 21, print(Y), nl,
    Z is -7 // 2, W is -7 mod 2, V is -7 rem 2, print([Z, W, V]), nl,
    A is 5 / 2, B is 4 / 2, C is 2 ** -1, D is 2 ** 3.0, print([A, B, C, D]), nl,
    G is gcd(12, 18), H is max(1, 2.0), I is truncate(2.7), J is sqrt(16), K is pi, print([G, H, I, J, K]), nl,
    L is msb(1 << 200), M is powm(3, 1000, 1007), N is 123456789 ** 5 mod 97, print([L, M, N]), nl.

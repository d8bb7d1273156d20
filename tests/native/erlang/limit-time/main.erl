main(_) -> forever(0).

forever(N) -> forever(N + 1).

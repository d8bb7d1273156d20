main(_) -> grow([]).

grow(Kept) -> grow([lists:seq(1, 1000) | Kept]).

-module(main).
-export([main/1]).

main(_) ->
    Count = fun(Word, Words) -> maps:update_with(Word, fun(N) -> N + 1 end, 1, Words) end,
    io:format("~p~n", [lists:foldl(Count, #{}, string:tokens("to be or not to be", " "))]),
    io:format("~p~n", [[N * N || N <- lists:seq(1, 5), N rem 2 =:= 1]]),
    <<A:8, B:16, Rest/binary>> = <<1, 2, 3, "rest">>,
    io:format("~p~n", [{A, B, Rest}]),
    io:format("~p~n", [re:run("abc 12", "[0-9]+", [{capture, first, list}])]),
    io:format("~p~n", [lists:foldl(fun(N, P) -> N * P end, 1, lists:seq(1, 50))]),
    io:format("~6.3f|~5w|~.16B~n", [math:pi(), 42, 255]).

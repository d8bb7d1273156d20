-module(main).
-export([main/1]).

main(_) ->
    Self = self(),
    [spawn_link(fun() -> Self ! {number, N} end) || N <- lists:seq(1, 1000)],
    io:format("~p~n", [lists:sum([receive {number, N} -> N end || _ <- lists:seq(1, 1000)])]),
    io:format("~p~n", [file:read_file("data/words.txt")]),
    ok = file:write_file("/tmp/x", "x"),
    {ok, <<"x">>} = file:read_file("/tmp/x"),
    io:format("~p ~p~n", [file:delete("/tmp/x"), file:read_file("/tmp/x")]),
    io:format("~p~n", [file:read_file("/etc/shadow")]).

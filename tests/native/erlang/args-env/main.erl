-module(main).
-export([main/1]).

main(Args) ->
    io:setopts([{encoding, unicode}]),
    [io:format("[~ts]~n", [Arg]) || Arg <- Args],
    io:format("~ts~n~p~n", [os:getenv("NAME"), os:getenv("OTHER")]).

-module(main).
-export([main/1]).

main([Code]) ->
    io:format("before~n"),
    halt(list_to_integer(Code)).

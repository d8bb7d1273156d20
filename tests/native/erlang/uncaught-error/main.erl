-module(main).
-export([main/1]).

main(Args) ->
    try 1 div length(Args) catch error:Reason -> io:format("caught ~p~n", [Reason]) end,
    error(boom).

-module(main).
-export([main/1]).

main(_) -> io:format("~p~n", [sum(0)]).

sum(Total) ->
    case io:get_line("") of
        eof -> Total;
        Line -> sum(Total + list_to_integer(string:trim(Line)))
    end.

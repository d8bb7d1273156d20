-module(anything).
-export([start/0]).
-include("defs.hrl").

start() -> io:format("~p ~p ~s~n", [shapes:area(4), ?SEVEN, loud()]).

-ifdef(LOUD).
loud() -> "loud".
-else.
loud() -> "quiet".
-endif.

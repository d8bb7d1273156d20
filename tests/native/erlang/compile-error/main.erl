-module(main).
-export([main/1]).

main(_) -> print(Unbound).

print(X) -> io:format("~p~n", [X]).

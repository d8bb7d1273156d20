-module(main).
-export([main/1]).
-include("/etc/shadow").

main(_) -> ok.

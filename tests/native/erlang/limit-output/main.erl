main(Args) ->
    io:format("again and again and again~n"),
    main(Args).

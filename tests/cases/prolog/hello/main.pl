:- write('Hello, world!'), nl.

            identification division.
            program-id. hello.
    procedure division.
display "Hello, free world!".
stop run.

identification division.
program-id. hello.
*> A comment.
procedure division.
display "Hello, free world!".
stop run.

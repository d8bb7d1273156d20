: try 2dup r/o open-file if drop type ."  denied" else drop type ."  OPENED" then cr ;
s" /etc/passwd" try s" /proc/self/environ" try s" ../../etc/hosts" try
." done" cr

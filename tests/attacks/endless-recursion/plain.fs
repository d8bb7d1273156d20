: down recurse 1 ; down

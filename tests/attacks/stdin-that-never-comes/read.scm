(write (eof-object? (read)))

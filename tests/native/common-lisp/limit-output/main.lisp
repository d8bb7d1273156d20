(loop (format t "again and again and again~%"))

(let loop () (display "the same line again and again") (newline) (loop))

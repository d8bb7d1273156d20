(display "first")
(newline)
(define (f x)
  (if x 1 2 3))

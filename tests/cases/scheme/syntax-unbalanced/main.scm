(display "first")
(newline)
(define (f x)
  (+ x 1)

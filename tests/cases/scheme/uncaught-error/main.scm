(display "before")
(newline)
(define (total item)
  (+ 1 (car item)))

(display (total 5))

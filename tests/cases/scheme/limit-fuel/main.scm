(define (loop n) (loop (+ n 1)))
(loop 0)

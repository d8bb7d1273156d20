(define keep '())
(let loop ()
  (set! keep (cons (make-vector 1000 keep) keep))
  (loop))

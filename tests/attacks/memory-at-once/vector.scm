(display (vector-length (make-vector 1000000000 0)))

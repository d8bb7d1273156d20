(declaim (optimize (debug 2)))
(defun deeper (n) (+ 1 (deeper (+ n 1))))
(deeper 0)

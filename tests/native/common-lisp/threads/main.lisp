(defvar *total* 0)
(let* ((lock (sb-thread:make-mutex))
       (threads (loop repeat 4
                      collect (sb-thread:make-thread
                               (lambda () (dotimes (i 1000) (sb-thread:with-mutex (lock) (incf *total*))))))))
  (mapc #'sb-thread:join-thread threads))
(format t "~d~%" *total*)

(format t "~d~%" (loop for n = (read *standard-input* nil) while n sum n))

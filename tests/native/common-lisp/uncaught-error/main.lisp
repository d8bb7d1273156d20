(handler-case (/ 1 (length sb-ext:*posix-argv*) 0)
  (arithmetic-error (e) (format t "caught ~a~%" (type-of e))))
(error "boom ~d" 3)

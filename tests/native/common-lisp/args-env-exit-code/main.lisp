(dolist (argument (rest (member "main.lisp" sb-ext:*posix-argv* :test #'string=)))
  (format t "[~a]~%" argument))
(format t "~a~%~a~%" (sb-ext:posix-getenv "NAME") (sb-ext:posix-getenv "OTHER"))
(sb-ext:exit :code 37)

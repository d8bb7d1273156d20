(dolist (argument (rest sb-ext:*posix-argv*))
  (format t "[~a]~%" argument))
(format t "~a~%~a~%" (sb-ext:posix-getenv "NAME") (sb-ext:posix-getenv "OTHER"))
(sb-ext:exit :code 37)

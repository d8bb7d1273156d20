(format t "before~%")
(format t "never printed

(import (scheme base) (scheme write) (scheme process-context))
(dynamic-wind
  (lambda () (display "in\n"))
  (lambda () (exit 7))
  (lambda () (display "out\n")))

(define-syntax greet
  (syntax-rules ()
    ((_ name) (string-append "Hello, " name "!"))))

(define text
  (call-with-current-continuation
    (lambda (return)
      (dynamic-wind
        (lambda () #f)
        (lambda () (return (greet "world")))
        (lambda () #f)))))

(display text)
(newline)

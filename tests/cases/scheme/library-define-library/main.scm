(define-library (shapes)
  (export area (rename make-shape shape))
  (import (scheme base))
  (begin
    (define-record-type shape-record (make-shape width height) shape? (width width-of) (height height-of))
    (define (area s) (* (width-of s) (height-of s)))))

(import (scheme base) (scheme write) (shapes) (prefix (only (scheme base) car) base:))
(write (area (shape 6 7)))
(write (base:car '(1 2)))
(newline)

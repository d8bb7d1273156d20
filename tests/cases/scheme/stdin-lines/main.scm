(define (count-lines)
  (let loop ((lines 0) (sum 0))
    (let ((line (read-line)))
      (if (eof-object? line)
          (values lines sum)
          (loop (+ lines 1) (+ sum (string->number line)))))))

(call-with-values count-lines
  (lambda (lines sum)
    (display lines)
    (display " lines, sum ")
    (display sum)
    (newline)))

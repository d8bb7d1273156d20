(let ((kept '()))
  (loop (push (make-array 100000 :element-type 'fixnum :initial-element 1) kept)))

;; Runs a script. What is called often in it is compiled, and the rest is interpreted: compiling a page of source takes
;; longer than most scripts run, and compiled procedures are ten times as fast.

(let ()
  (define script "")
  ;; Where the form that is being run begins.
  (define position 0)
  (define text "")

  ;; Procedures that the script has defined and that are still interpreted.
  (define interpreted '())
  (define busy #f)
  (define first-ticks 20000)

  (define (definition? form)
    (and (pair? form) (eq? (car form) 'define) (pair? (cdr form))
         (or (and (pair? (cadr form)) (symbol? (caadr form)))
             (and (symbol? (cadr form)) (pair? (cddr form)) (pair? (caddr form)) (memq (caaddr form) '(lambda case-lambda))))))
  (define (defined-name form) (if (pair? (cadr form)) (caadr form) (cadr form)))
  (define (top-level-value* name) (and (top-level-bound? name) (top-level-value name)))

  ;; A form that loops by itself would never get faster, so it is compiled at once.
  (define (loops? form)
    (and (pair? form)
         (or (and (memq (car form) '(do letrec letrec* named-lambda define-library library module)) #t)
             (and (eq? (car form) 'let) (pair? (cdr form)) (symbol? (cadr form)))
             (let any-part ([parts form])
               (and (pair? parts) (or (loops? (car parts)) (any-part (cdr parts))))))))

  (define (compile-procedures)
    (let ([all interpreted])
      (set! interpreted '())
      (for-each
        (lambda (entry)
          (let ([name (car entry)])
            ;; A definition that has been replaced, or assigned to, stays as it is.
            (when (eq? (top-level-value* name) (cadr entry)) (compile (cddr entry)))))
        all)))
  ;; A procedure that loops may never be left before the script ends, so it is not interpreted at all.
  (define (compile-at-first-call name form)
    (define compiled #f)
    (define (stub . arguments)
      (unless compiled
        (let ([value (top-level-value name)])
          (compile form)
          (set! compiled (top-level-value name))
          (unless (eq? value stub) (set-top-level-value! name value))))
      (apply compiled arguments))
    (interpret `(define ,name #f))
    (set-top-level-value! name stub))
  (define (on-timer)
    (cond [(null? interpreted) (void)]
          [busy (set-timer 2000)]
          [else
           (set! busy #t)
           (compile-procedures)
           (set! busy #f)
           (set-timer first-ticks)]))

  (define (with-srfi-names form)
    (cond [(not (pair? form)) form]
          [(and (eq? (car form) 'srfi) (pair? (cdr form)) (fixnum? (cadr form)) (list? form))
           (list 'srfi (string->symbol (format ":~a" (cadr form))))]
          [else (cons (with-srfi-names (car form)) (with-srfi-names (cdr form)))]))

  (define (run form)
    (let ([datum (syntax->datum* form)])
      (cond
        [(and (pair? datum) (memq (car datum) '(import define-library library)))
         (interpret (with-srfi-names datum))]
        [(and (definition? datum) (loops? datum)) (compile-at-first-call (defined-name datum) form)]
        [(definition? datum)
         (interpret form)
         (let ([name (defined-name datum)])
           (set! interpreted (cons (cons* name (top-level-value* name) form) interpreted)))]
        [(loops? datum) (compile form)]
        [else (interpret form)])))
  (define (syntax->datum* form) (if (annotation? form) (annotation-stripped form) form))

  ;; `eval`, and what the expander evaluates: the transformers of macros.
  (define evaluate
    (case-lambda
      [(form) ((if (loops? (syntax->datum* form)) compile interpret) form)]
      [(form environment) ((if (loops? (syntax->datum* form)) compile interpret) form environment)]))

  ;; R7RS writes #u8(...) for what R6RS writes #vu8(...).
  (define (with-byte-vectors source)
    (define n (string-length source))
    (define out (open-output-string))
    (define (character i) (if (fx< i n) (string-ref source i) #\nul))
    (define (copy from to) (put-string out source from (fx- to from)))
    (let loop ([i 0] [from 0])
      (if (fx>= i n)
          (begin (copy from n) (get-output-string out))
          (case (character i)
            [(#\")
             (let string ([j (fx+ i 1)])
               (cond [(fx>= j n) (loop n from)]
                     [(char=? (character j) #\\) (string (fx+ j 2))]
                     [(char=? (character j) #\") (loop (fx+ j 1) from)]
                     [else (string (fx+ j 1))]))]
            [(#\;) (let line ([j i]) (if (or (fx>= j n) (char=? (character j) #\newline)) (loop j from) (line (fx+ j 1))))]
            [(#\#)
             (cond [(char=? (character (fx+ i 1)) #\\) (loop (fx+ i 3) from)]
                   [(and (char=? (character (fx+ i 1)) #\u) (char=? (character (fx+ i 2)) #\8)
                         (char=? (character (fx+ i 3)) #\())
                    (copy from (fx+ i 1))
                    (put-char out #\v)
                    (loop (fx+ i 3) (fx+ i 1))]
                   [else (loop (fx+ i 1) from)])]
            [else (loop (fx+ i 1) from)]))))
  (define (mentions-byte-vectors? source)
    (let ([n (fx- (string-length source) 3)])
      (let loop ([i 0])
        (and (fx< i n)
             (or (and (char=? (string-ref source i) #\#) (char=? (string-ref source (fx+ i 1)) #\u)
                      (char=? (string-ref source (fx+ i 2)) #\8))
                 (loop (fx+ i 1)))))))
  (define (without-first-line source)
    (if (and (fx>= (string-length source) 3) (char=? (string-ref source 0) #\#) (char=? (string-ref source 1) #\!)
             (memv (string-ref source 2) '(#\/ #\space)))
        (string-append ";;" (substring source 2 (string-length source)))
        source))

  (define (line-of offset)
    (let loop ([i 0] [line 1])
      (if (or (fx>= i offset) (fx>= i (string-length text)))
          line
          (loop (fx+ i 1) (if (char=? (string-ref text i) #\newline) (fx+ line 1) line)))))
  (define (flush-all)
    (flush-output-port (current-output-port))
    (flush-output-port (console-output-port))
    (flush-output-port (console-error-port)))

  (define (load-script name)
    (let* ([bytes (call-with-port (open-file-input-port name)
                    (lambda (port) (let ([b (get-bytevector-all port)]) (if (eof-object? b) (make-bytevector 0) b))))]
           [plain (without-first-line (utf8->string bytes))]
           [source (if (mentions-byte-vectors? plain) (with-byte-vectors plain) plain)]
           [sfd (make-source-file-descriptor name (open-bytevector-input-port bytes))]
           [port (open-input-string source)])
      (set! text source)
      (let loop ([at 0])
        (let-values ([(form end) (begin (set! position at) (get-datum/annotations port sfd at))])
          (unless (eof-object? form)
            (when (annotation? form) (set! position (source-object-bfp (annotation-source form))))
            (run form)
            (loop end))))))

  (define (report c)
    (flush-all)
    (let ([port (console-error-port)])
      (fresh-line port)
      (display-condition c port)
      (newline port)
      (fprintf port "  in the form at line ~a of ~a\n" (line-of position) script)
      (flush-output-port port)))

  (define-top-level-value '$run-script
    (lambda (arguments)
      (set! script (car arguments))
      (command-line arguments)
      (command-line-arguments (cdr arguments))
      (timer-interrupt-handler on-timer)
      (current-eval evaluate)
      (self-evaluating-vectors #t)
      (let ([status
             (call/cc
               (lambda (leave)
                 (parameterize ([exit-handler (case-lambda [() (leave 0)] [(x . rest) (leave (if (fixnum? x) x 1))])]
                                [abort-handler (case-lambda [() (leave 255)] [(x) (leave x)])]
                                [reset-handler (lambda () (leave 255))])
                   (with-exception-handler
                     (lambda (c)
                       (cond
                         [(and (warning? c) (not (serious-condition? c)))
                          (display-condition c (console-error-port))
                          (newline (console-error-port))]
                         [else (report c) (leave 255)]))
                     (lambda () (set-timer first-ticks) (load-script script)))
                   0)))])
        (set-timer 0)
        (flush-all)
        status))))

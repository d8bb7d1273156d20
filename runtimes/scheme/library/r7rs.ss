;; What R7RS has and Chez Scheme lacks or does otherwise. Where both give one name to different things, the procedures here
;; tell by their arguments which is meant, so that programs of either kind work without an import.

(library (enclos r7rs)
  (export
    error error-object? error-object-message error-object-irritants read-error? file-error? condition/report-string
    exit emergency-exit map for-each vector-map vector-for-each string-map string-for-each
    vector-copy vector-copy! vector-fill! vector->list vector-append vector->string string->vector
    string-copy string-copy! string-fill! string->list string->utf8 utf8->string
    bytevector bytevector-append bytevector-copy bytevector-copy!
    list-copy list-set! make-list member assoc exact-integer? floor/ floor-quotient floor-remainder truncate/
    truncate-quotient truncate-remainder exact-integer-sqrt square digit-value
    read-line read-string read-char read-u8 peek-u8 u8-ready? char-ready? read-bytevector read-bytevector!
    write-string write-u8 write-bytevector write-shared write-simple flush-output-port call-with-port
    open-input-bytevector open-output-bytevector get-output-bytevector open-output-string get-output-string
    input-port-open? output-port-open? textual-port? open-binary-input-file open-binary-output-file
    open-output-file with-output-to-file call-with-output-file
    close-port close-input-port close-output-port
    delay delay-force force make-promise promise? features get-environment-variable get-environment-variables
    current-jiffy jiffies-per-second current-second syntax-error define-record-type cond-expand define-library
    truncate->exact floor->exact round->exact ceiling->exact)
  (import (rename (chezscheme)
            (syntax-error chez:syntax-error) (error chez:error) (exit chez:exit) (map chez:map) (for-each chez:for-each) (vector-map chez:vector-map)
            (vector-for-each chez:vector-for-each) (string-for-each chez:string-for-each)
            (vector-copy chez:vector-copy) (vector-fill! chez:vector-fill!) (vector->list chez:vector->list)
            (string-copy chez:string-copy) (string-copy! chez:string-copy!) (string-fill! chez:string-fill!)
            (string->list chez:string->list) (utf8->string chez:utf8->string) (string->utf8 chez:string->utf8)
            (bytevector-copy chez:bytevector-copy) (bytevector-copy! chez:bytevector-copy!)
            (list-copy chez:list-copy) (member chez:member) (assoc chez:assoc)
            (make-list chez:make-list)
            (define-record-type chez:define-record-type) (char-ready? chez:char-ready?)
            (open-output-file chez:open-output-file) (with-output-to-file chez:with-output-to-file)
            (call-with-output-file chez:call-with-output-file) (write-char chez:write-char)
            (get-output-string chez:get-output-string) (delay chez:delay) (force chez:force)
            (vector-append chez:vector-append) (bytevector chez:bytevector)))

  ;; (error "message" irritant ...) is R7RS's, (error 'who "message" irritant ...) is R6RS's.
  (define (error first . rest)
    (cond
      [(string? first) (apply chez:error #f first rest)]
      [(and (or (symbol? first) (not first)) (pair? rest) (string? (car rest)))
       (apply chez:error first rest)]
      [else (apply chez:error #f (format "~a" first) rest)]))
  (define (error-object? object) (and (condition? object) (or (message-condition? object) (error? object))))
  (define (error-object-message c)
    (cond
      [(not (message-condition? c)) ""]
      [(format-condition? c)
       (apply format (condition-message c) (if (irritants-condition? c) (condition-irritants c) '()))]
      [else (condition-message c)]))
  (define (error-object-irritants c)
    (if (and (irritants-condition? c) (not (format-condition? c))) (condition-irritants c) '()))
  (define (read-error? object) (or (lexical-violation? object) (and (i/o-read-error? object) #t)))
  (define (file-error? object) (i/o-filename-error? object))
  (define (condition/report-string c)
    (if (message-condition? c)
        (let ([out (open-output-string)])
          (display (error-object-message c) out)
          (for-each (lambda (x) (display " " out) (write x out)) (error-object-irritants c))
          (get-output-string out))
        (with-output-to-string (lambda () (display-condition c)))))

  (define (status-of object)
    (cond [(eq? object #t) 0] [(eq? object (void)) 0] [(not object) 1]
          [(and (fixnum? object) (fx<= 0 object 255)) object]
          [(fixnum? object) (fxlogand object 255)] [else 1]))
  (define exit (case-lambda [() (chez:exit 0)] [(object . rest) (chez:exit (status-of object))]))
  (define emergency-exit exit)

  ;; Several lists or vectors need not be of one length: the shortest counts.
  (define (cars+cdrs lists)
    (let loop ([lists lists] [cars '()] [cdrs '()])
      (cond [(null? lists) (values (reverse! cars) (reverse! cdrs))]
            [(pair? (car lists)) (loop (cdr lists) (cons (caar lists) cars) (cons (cdar lists) cdrs))]
            [else (values #f #f)])))
  (define map
    (case-lambda
      [(f list) (chez:map f list)]
      [(f . lists)
       (let loop ([lists lists] [result '()])
         (let-values ([(cars cdrs) (cars+cdrs lists)])
           (if cars (loop cdrs (cons (apply f cars) result)) (reverse! result))))]))
  (define for-each
    (case-lambda
      [(f list) (chez:for-each f list)]
      [(f . lists)
       (let loop ([lists lists])
         (let-values ([(cars cdrs) (cars+cdrs lists)])
           (when cars (apply f cars) (loop cdrs))))]))
  (define (shortest length sequences) (apply min (chez:map length sequences)))
  (define vector-map
    (case-lambda
      [(f v) (chez:vector-map f v)]
      [(f . vs)
       (let ([n (shortest vector-length vs)])
         (let loop ([i 0] [result '()])
           (if (fx= i n)
               (list->vector (reverse! result))
               (loop (fx+ i 1) (cons (apply f (chez:map (lambda (v) (vector-ref v i)) vs)) result)))))]))
  (define vector-for-each
    (case-lambda
      [(f v) (chez:vector-for-each f v)]
      [(f . vs)
       (let ([n (shortest vector-length vs)])
         (do ([i 0 (fx+ i 1)]) ((fx= i n)) (apply f (chez:map (lambda (v) (vector-ref v i)) vs))))]))
  (define (string-map f . ss)
    (let* ([n (shortest string-length ss)] [result (make-string n)])
      (do ([i 0 (fx+ i 1)]) ((fx= i n) result)
        (string-set! result i (apply f (chez:map (lambda (s) (string-ref s i)) ss))))))
  (define (string-for-each f . ss)
    (let ([n (shortest string-length ss)])
      (do ([i 0 (fx+ i 1)]) ((fx= i n))
        (apply f (chez:map (lambda (s) (string-ref s i)) ss)))))

  ;; Ranges.
  (define-syntax define-ranged
    (syntax-rules ()
      [(_ (name object argument ... start end) length whole body)
       (define name
         (case-lambda
           [(object argument ...) whole]
           [(object argument ... start) (name object argument ... start (length object))]
           [(object argument ... start end)
            (let ([n (length object)])
              (unless (and (fixnum? start) (fixnum? end) (fx<= 0 start end n))
                (chez:error 'name "invalid range" start end))
              body)]))]))
  (define (make-vector* n) (make-vector n 0))
  (define-ranged (vector-copy v start end) vector-length (chez:vector-copy v)
    (let ([result (make-vector* (fx- end start))])
      (do ([i start (fx+ i 1)]) ((fx= i end) result) (vector-set! result (fx- i start) (vector-ref v i)))))
  (define-ranged (vector->list v start end) vector-length (chez:vector->list v)
    (let loop ([i (fx- end 1)] [result '()])
      (if (fx< i start) result (loop (fx- i 1) (cons (vector-ref v i) result)))))
  (define-ranged (vector-fill! v x start end) vector-length (chez:vector-fill! v x)
    (do ([i start (fx+ i 1)]) ((fx= i end)) (vector-set! v i x)))
  (define-ranged (vector->string v start end) vector-length (vector->string v 0 (vector-length v))
    (list->string (vector->list v start end)))
  (define-ranged (string->vector s start end) string-length (string->vector s 0 (string-length s))
    (list->vector (string->list s start end)))
  (define-ranged (string-copy s start end) string-length (chez:string-copy s) (substring s start end))
  (define-ranged (string->list s start end) string-length (chez:string->list s) (chez:string->list (substring s start end)))
  (define-ranged (string-fill! s c start end) string-length (chez:string-fill! s c)
    (do ([i start (fx+ i 1)]) ((fx= i end)) (string-set! s i c)))
  (define-ranged (string->utf8 s start end) string-length (chez:string->utf8 s) (chez:string->utf8 (substring s start end)))
  (define-ranged (bytevector-copy b start end) bytevector-length (chez:bytevector-copy b)
    (let ([result (make-bytevector (fx- end start))])
      (chez:bytevector-copy! b start result 0 (fx- end start))
      result))
  (define-ranged (utf8->string b start end) bytevector-length (chez:utf8->string b)
    (chez:utf8->string (bytevector-copy b start end)))

  ;; R7RS: (copy! to at from [start end]); R6RS: (copy! from start to at count).
  (define-syntax define-copy!
    (syntax-rules ()
      [(_ name length ref put! old (r6rs ...))
       (define name
         (case-lambda
           [(to at from) (name to at from 0 (length from))]
           [(to at from start)
            (name to at from start (length from))]
           [(a b c d e)
            (if r6rs ...
                (let ([to a] [at b] [from c] [start d] [end e])
                  (unless (and (fx<= 0 start end (length from)) (fx<= 0 at (fx- (length to) (fx- end start))))
                    (chez:error 'name "invalid range" at start end))
                  (if (fx< at start)
                      (do ([i start (fx+ i 1)] [j at (fx+ j 1)]) ((fx= i end)) (put! to j (ref from i)))
                      (do ([i (fx- end 1) (fx- i 1)] [j (fx+ at (fx- end start 1)) (fx- j 1)])
                        ((fx< i start))
                        (put! to j (ref from i))))))]))]))
  (define (never . arguments) #f)
  (define-copy! vector-copy! vector-length vector-ref vector-set! never (#f #f))
  (define-copy! string-copy! string-length string-ref string-set! chez:string-copy! (#f #f))
  (define-copy! bytevector-copy! bytevector-length bytevector-u8-ref bytevector-u8-set! chez:bytevector-copy! (#f #f))

  (define (vector-append . vs) (list->vector (apply append (chez:map chez:vector->list vs))))
  (define (bytevector . bytes) (u8-list->bytevector bytes))
  (define (bytevector-append . bs) (u8-list->bytevector (apply append (chez:map bytevector->u8-list bs))))
  (define (list-copy object)
    (if (pair? object)
        (let loop ([l object]) (if (pair? l) (cons (car l) (loop (cdr l))) l))
        object))
  (define (list-set! list k object) (set-car! (list-tail list k) object))
  (define make-list (case-lambda [(n) (chez:make-list n #f)] [(n x) (chez:make-list n x)]))
  (define member
    (case-lambda
      [(x list) (chez:member x list)]
      [(x list same?) (let loop ([l list]) (and (pair? l) (if (same? x (car l)) l (loop (cdr l)))))]))
  (define assoc
    (case-lambda
      [(x list) (chez:assoc x list)]
      [(x list same?) (let loop ([l list]) (and (pair? l) (if (same? x (caar l)) (car l) (loop (cdr l)))))]))

  (define (exact-integer? x) (and (integer? x) (exact? x)))
  (define (floor-quotient n d) (floor (/ n d)))
  (define (floor-remainder n d) (modulo n d))
  (define (floor/ n d) (values (floor-quotient n d) (modulo n d)))
  (define (truncate-quotient n d) (quotient n d))
  (define (truncate-remainder n d) (remainder n d))
  (define (truncate/ n d) (values (quotient n d) (remainder n d)))
  (define (square x) (* x x))
  (define (digit-value c)
    (and (char-numeric? c)
         (let ([n (char->integer c)])
           (let loop ([zeros '(#x30 #x660 #x6f0 #x7c0 #x966 #x9e6 #xa66 #xae6 #xb66 #xbe6 #xc66 #xce6 #xd66 #xe50 #xed0 #xff10)])
             (cond [(null? zeros) #f] [(<= (car zeros) n (+ (car zeros) 9)) (- n (car zeros))] [else (loop (cdr zeros))])))))
  (define (truncate->exact x) (exact (truncate x)))
  (define (floor->exact x) (exact (floor x)))
  (define (round->exact x) (exact (round x)))
  (define (ceiling->exact x) (exact (ceiling x)))

  ;; Input and output.
  (define read-line
    (case-lambda
      [() (read-line (current-input-port))]
      [(port)
       (let ([line (get-line port)])
         (if (string? line)
             (let ([n (string-length line)])
               (if (and (fx> n 0) (char=? (string-ref line (fx- n 1)) #\return)) (substring line 0 (fx- n 1)) line))
             line))]))
  (define read-string
    (case-lambda
      [(k) (read-string k (current-input-port))]
      [(k port) (if (port? k) (get-string-n k port) (if (eqv? k 0) "" (get-string-n port k)))]))
  (define-syntax define-optional-port
    (syntax-rules ()
      [(_ (name argument ...) port operation) (define-optional-port (name argument ...) port operation current-input-port)]
      [(_ (name argument ...) port operation default)
       (define name (case-lambda [(argument ...) (name argument ... (default))] [(argument ... port) operation]))]))
  (define-optional-port (read-u8) port (get-u8 port))
  (define-optional-port (peek-u8) port (lookahead-u8 port))
  (define-optional-port (u8-ready?) port #t)
  (define-optional-port (char-ready?) port #t)
  (define-optional-port (read-bytevector k) port (if (eqv? k 0) (make-bytevector 0) (get-bytevector-n port k)))
  (define read-bytevector!
    (case-lambda
      [(b) (read-bytevector! b (current-input-port))]
      [(b port) (read-bytevector! b port 0 (bytevector-length b))]
      [(b port start) (read-bytevector! b port start (bytevector-length b))]
      [(b port start end) (get-bytevector-n! port b start (fx- end start))]))
  (define write-string
    (case-lambda
      [(s) (put-string (current-output-port) s)]
      [(s port) (put-string port s)]
      [(s port start) (put-string port s start)]
      [(s port start end) (put-string port s start (fx- end start))]))
  (define-optional-port (write-u8 byte) port (put-u8 port byte) current-output-port)
  (define write-bytevector
    (case-lambda
      [(b) (put-bytevector (current-output-port) b)]
      [(b port) (put-bytevector port b)]
      [(b port start) (put-bytevector port b start)]
      [(b port start end) (put-bytevector port b start (fx- end start))]))
  (define (write-shared . arguments) (parameterize ([print-graph #t]) (apply write arguments)))
  (define (write-simple . arguments) (apply write arguments))
  (define (open-input-bytevector b) (open-bytevector-input-port b))
  (define extractors (make-weak-eq-hashtable))
  (define (open-output-bytevector)
    (let-values ([(port extract) (open-bytevector-output-port)])
      (let ([so-far '()])
        (hashtable-set! extractors port
          (lambda () (set! so-far (cons (extract) so-far)) (apply bytevector-append (reverse so-far)))))
      port))
  (define (get-output-bytevector port) ((hashtable-ref extractors port #f)))
  (define (get-output-string port)
    ;; Chez Scheme's empties the port.
    (let ([text (chez:get-output-string port)])
      (put-string port text)
      text))
  (define (input-port-open? port) (and (input-port? port) (not (port-closed? port))))
  (define (output-port-open? port) (and (output-port? port) (not (port-closed? port))))
  (define (open-binary-input-file name) (open-file-input-port name))
  (define (open-binary-output-file name) (open-file-output-port name (file-options no-fail)))
  ;; A file that exists is overwritten, as elsewhere.
  (define open-output-file
    (case-lambda [(name) (chez:open-output-file name 'replace)] [(name . options) (apply chez:open-output-file name options)]))
  (define with-output-to-file
    (case-lambda
      [(name f) (chez:with-output-to-file name f 'replace)]
      [(name f . options) (apply chez:with-output-to-file name f options)]))
  (define call-with-output-file
    (case-lambda
      [(name f) (chez:call-with-output-file name f 'replace)]
      [(name f . options) (apply chez:call-with-output-file name f options)]))

  ;; Promises that run in constant space when one is the tail of another.
  (chez:define-record-type (promise make-promise* promise?) (fields (mutable box)))
  (define-syntax delay-force (syntax-rules () [(_ e) (make-promise* (cons #f (lambda () e)))]))
  (define-syntax delay (syntax-rules () [(_ e) (delay-force (make-promise e))]))
  (define (make-promise x) (if (promise? x) x (make-promise* (cons #t x))))
  (define (force p)
    (if (promise? p)
        (let loop ()
          (let ([state (promise-box p)])
            (if (car state)
                (cdr state)
                (let* ([next ((cdr state))] [state (promise-box p)])
                  (unless (car state)
                    (let ([from (promise-box next)])
                      (set-car! state (car from))
                      (set-cdr! state (cdr from))
                      (promise-box-set! next state)))
                  (loop)))))
        p))

  (define (features)
    '(r7rs exact-closed exact-complex ieee-float full-unicode ratios chezscheme chez enclos
       srfi-0 srfi-1 srfi-2 srfi-6 srfi-8 srfi-9 srfi-11 srfi-16 srfi-23 srfi-26 srfi-27 srfi-28 srfi-39 srfi-69))
  (define (get-environment-variable name) (getenv name))
  (define (get-environment-variables) '())
  (define (current-jiffy)
    (let ([t (current-time 'time-monotonic)]) (+ (* 1000000000 (time-second t)) (time-nanosecond t))))
  (define (jiffies-per-second) 1000000000)
  (define (current-second)
    (let ([t (current-time 'time-utc)]) (inexact (+ (time-second t) (/ (time-nanosecond t) 1000000000)))))

  (define-syntax syntax-error
    (lambda (x)
      (syntax-case x ()
        [(_ message form ...)
         (string? (syntax->datum #'message))
         (syntax-violation #f (syntax->datum #'message) x)])))

  ;; (define-record-type name (constructor field ...) predicate (field accessor [modifier]) ...) is R7RS's.
  (define-syntax define-record-type
    (lambda (x)
      (define (name? x) (or (identifier? x) (boolean? (syntax->datum x))))
      (syntax-case x ()
        [(_ name constructor predicate field ...)
         (and (identifier? #'name) (name? #'predicate)
              (syntax-case #'constructor () [(c . _) (identifier? #'c)] [c (name? #'c)]))
         (let ()
           (define names (chez:map (lambda (f) (syntax-case f () [(n . _) #'n] [n #'n])) (syntax->list #'(field ...))))
           (define (spec f)
             (syntax-case f ()
               [(n accessor) #'(immutable n accessor)]
               [(n accessor modifier) #'(mutable n accessor modifier)]
               [(n) (with-syntax ([(a) (generate-temporaries #'(n))]) #'(immutable n a))]
               [n (with-syntax ([(a) (generate-temporaries #'(n))]) #'(immutable n a))]))
           (define (given? f arguments)
             (exists (lambda (a) (eq? (syntax->datum a) (syntax->datum f))) (syntax->list arguments)))
           (with-syntax ([(make) (generate-temporaries '(make))]
                         [predicate (if (identifier? #'predicate) #'predicate (car (generate-temporaries '(is))))]
                         [(spec ...) (chez:map spec (syntax->list #'(field ...)))])
             (with-syntax ([record #'(chez:define-record-type (name make predicate) (fields spec ...))])
               (syntax-case #'constructor ()
                 [(c argument ...)
                  (with-syntax ([(value ...) (chez:map (lambda (f) (if (given? f #'(argument ...)) f #'#f)) names)])
                    #'(begin record (define (c argument ...) (make value ...))))]
                 [c (identifier? #'c)
                  (with-syntax ([(argument ...) names])
                    #'(begin record (define (c argument ...) (make argument ...))))]
                 [_ #'record]))))]
        [(_ . rest) #'(chez:define-record-type . rest)])))

  (meta define known-libraries
    '((scheme base) (scheme write) (scheme read) (scheme char) (scheme cxr) (scheme eval) (scheme file) (scheme inexact)
      (scheme complex) (scheme lazy) (scheme load) (scheme process-context) (scheme time) (scheme case-lambda) (scheme r5rs)
      (scheme list) (scheme sort) (srfi 1) (srfi 2) (srfi 8) (srfi 9) (srfi 26) (srfi 27) (srfi 28) (srfi 69) (rnrs) (chezscheme)))
  (meta define known-features
    '(r7rs exact-closed exact-complex ieee-float full-unicode ratios chezscheme chez else
      srfi-0 srfi-1 srfi-2 srfi-6 srfi-8 srfi-9 srfi-11 srfi-16 srfi-23 srfi-26 srfi-27 srfi-28 srfi-39 srfi-69))
  (meta define (holds? requirement)
    (cond
      [(symbol? requirement) (memq requirement known-features)]
      [(not (pair? requirement)) #f]
      [(eq? (car requirement) 'and) (for-all holds? (cdr requirement))]
      [(eq? (car requirement) 'or) (exists holds? (cdr requirement))]
      [(eq? (car requirement) 'not) (not (holds? (cadr requirement)))]
      [(eq? (car requirement) 'library) (chez:member (cadr requirement) known-libraries)]
      [else #f]))
  (define-syntax cond-expand
    (lambda (x)
      (syntax-case x ()
        [(_) #'(void)]
        [(_ (requirement form ...) clause ...)
         (if (holds? (syntax->datum #'requirement))
             #'(begin (void) form ...)
             #'(cond-expand clause ...))])))

  ;; A library of R7RS becomes one of R6RS.
  (define-syntax define-library
    (lambda (x)
      (define (export-of spec)
        (syntax-case spec ()
          [(rename from to) (eq? (syntax->datum #'rename) 'rename) #'(rename (from to))]
          [name #'name]))
      (syntax-case x ()
        [(k name declaration ...)
         (let loop ([ds #'(declaration ...)] [exports '()] [imports '()] [bodies '()])
           (syntax-case ds ()
             [()
              (with-syntax ([(e ...) exports] [(i ...) imports] [(b ...) bodies])
                #'(library name (export e ...) (import i ...) b ...))]
             [((head . rest) . more)
              (case (syntax->datum #'head)
                [(export) (loop #'more (append exports (chez:map export-of (syntax->list #'rest))) imports bodies)]
                [(import) (loop #'more exports (append imports (syntax->list #'rest)) bodies)]
                [(begin) (loop #'more exports imports (append bodies (syntax->list #'rest)))]
                [(include include-ci)
                 (loop #'more exports imports
                   (append bodies (chez:map (lambda (f) (datum->syntax #'k `(include ,(syntax->datum f)))) (syntax->list #'rest))))]
                [(cond-expand)
                 (let choose ([clauses #'rest])
                   (syntax-case clauses ()
                     [() (loop #'more exports imports bodies)]
                     [((requirement form ...) . others)
                      (if (holds? (syntax->datum #'requirement))
                          (loop (append (syntax->list #'(form ...)) (syntax->list #'more)) exports imports bodies)
                          (choose #'others))]))]
                [else (syntax-violation 'define-library "invalid declaration" #'head)])]))]))))

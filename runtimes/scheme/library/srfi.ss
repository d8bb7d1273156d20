;; SRFIs that programs use without saying so, and a few procedures that other Schemes have built in.

(library (enclos srfi)
  (export
    ;; SRFI 1
    xcons cons* list-tabulate iota first second third fourth fifth sixth seventh eighth ninth tenth
    take drop take-while drop-while take-right drop-right take! drop-right! split-at last last-pair length+ concatenate
    append-reverse append-reverse! zip unzip1 unzip2 unzip3 count fold fold-right fold-left reduce reduce-left reduce-right
    append-map filter-map pair-fold unfold unfold-right partition remove find find-tail any every list-index span break
    delete delete! delete-duplicates alist-cons alist-copy alist-delete proper-list? circular-list? dotted-list? not-pair?
    null-list? car+cdr reverse! append! filter! remove! map-in-order vector-index vector-count
    lset-adjoin lset-union lset-intersection lset-difference lset-xor lset<= lset=
    ;; 2, 8, 26, 27, 69
    and-let* receive cut cute random-integer random-real
    make-hash-table hash-table? hash-table-ref hash-table-ref/default hash-table-set! hash-table-delete!
    hash-table-exists? hash-table-contains? hash-table-update! hash-table-update!/default hash-table-size hash-table-count
    hash-table-keys hash-table-values hash-table-walk hash-table-fold hash-table->alist alist->hash-table hash-table-copy
    hash-table-clear! hash-table/get hash-table/put! string-hash
    ;; Some of 13, and what many Schemes have
    string-index string-contains string-join string-split string-prefix? string-suffix? string-null? string-reverse
    string-trim string-trim-left string-trim-right string-pad-left string-pad-right string-search-forward string-concatenate
    char-ascii? call-with-output-string call-with-input-string with-input-from-string sort list-sort sort! assert
    pp list-head except-last-pair! except-last-pair vector-grow subvector
    vector-binary-search exact-rational? exact-nonnegative-integer? boolean=? call-with-escape-continuation
    hash-table-update)
  (import
    (except (chezscheme) sort! sort with-input-from-string string-hash hash-table? make-hash-table break find remove! remove
      partition fold-left fold-right append! reverse! last-pair list-head iota)
    (prefix (only (chezscheme) append! find fold-left fold-right last-pair partition remove reverse! sort string-hash) chez:)
    (rename (only (rnrs lists) remp) (remp r6:remp)))

  (define (xcons a b) (cons b a))
  (define (list-tabulate n f) (let loop ([i (- n 1)] [l '()]) (if (< i 0) l (loop (- i 1) (cons (f i) l)))))
  (define iota
    (case-lambda
      [(n) (iota n 0 1)] [(n start) (iota n start 1)]
      [(n start step) (list-tabulate n (lambda (i) (+ start (* i step))))]))
  (define-syntax define-places
    (syntax-rules () [(_ (name n) ...) (begin (define (name l) (list-ref l n)) ...)]))
  (define-places (first 0) (second 1) (third 2) (fourth 3) (fifth 4) (sixth 5) (seventh 6) (eighth 7) (ninth 8) (tenth 9))
  (define (take l n)
    (let loop ([l l] [n n] [r '()]) (if (= n 0) (chez:reverse! r) (loop (cdr l) (- n 1) (cons (car l) r)))))
  (define take! take)
  (define (list-head l n) (take l n))
  (define (drop l n) (list-tail l n))
  (define (take-while p l)
    (let loop ([l l] [r '()]) (if (and (pair? l) (p (car l))) (loop (cdr l) (cons (car l) r)) (chez:reverse! r))))
  (define (drop-while p l) (let loop ([l l]) (if (and (pair? l) (p (car l))) (loop (cdr l)) l)))
  (define (pairs l) (let loop ([l l] [n 0]) (if (pair? l) (loop (cdr l) (+ n 1)) n)))
  (define (take-right l n) (list-tail l (- (pairs l) n)))
  (define (drop-right l n) (take l (- (pairs l) n)))
  (define drop-right! drop-right)
  (define (except-last-pair l) (drop-right l 1))
  (define except-last-pair! except-last-pair)
  (define (split-at l n) (values (take l n) (drop l n)))
  (define (last-pair l) (if (null? l) l (chez:last-pair l)))
  (define (last l) (car (chez:last-pair l)))
  (define (proper-list? l) (list? l))
  (define (circular-list? l)
    (let loop ([slow l] [fast l])
      (and (pair? fast) (pair? (cdr fast))
           (let ([slow (cdr slow)] [fast (cddr fast)]) (or (eq? slow fast) (loop slow fast))))))
  (define (dotted-list? l) (and (not (list? l)) (not (circular-list? l))))
  (define (length+ l) (and (not (circular-list? l)) (pairs l)))
  (define (not-pair? x) (not (pair? x)))
  (define (null-list? l) (null? l))
  (define (car+cdr p) (values (car p) (cdr p)))
  (define (concatenate ls) (apply append ls))
  (define (reverse! l) (chez:reverse! l))
  (define (append! . ls) (apply chez:append! ls))
  (define (append-reverse a b) (if (null? a) b (append-reverse (cdr a) (cons (car a) b))))
  (define append-reverse! append-reverse)
  (define (none-empty? ls) (andmap pair? ls))
  (define (zip . ls) (apply map* list ls))
  (define (map* f . ls)
    (let loop ([ls ls] [r '()])
      (if (none-empty? ls) (loop (map cdr ls) (cons (apply f (map car ls)) r)) (chez:reverse! r))))
  (define map-in-order map*)
  (define (unzip1 l) (map car l))
  (define (unzip2 l) (values (map car l) (map cadr l)))
  (define (unzip3 l) (values (map car l) (map cadr l) (map caddr l)))
  (define (count p . ls) (apply fold (lambda arguments
    (let ([r (chez:reverse! arguments)]) (if (apply p (reverse (cdr r))) (+ (car r) 1) (car r)))) 0 ls))
  (define fold
    (case-lambda
      [(f init l) (let loop ([l l] [r init]) (if (pair? l) (loop (cdr l) (f (car l) r)) r))]
      [(f init . ls)
       (let loop ([ls ls] [r init])
         (if (none-empty? ls) (loop (map cdr ls) (apply f (append (map car ls) (list r)))) r))]))
  (define fold-right
    (case-lambda
      [(f init l) (chez:fold-right f init l)]
      [(f init . ls)
       (let loop ([ls ls]) (if (none-empty? ls) (apply f (append (map car ls) (list (loop (map cdr ls))))) init))]))
  (define fold-left
    (case-lambda
      [(f init l) (chez:fold-left f init l)]
      [(f init . ls) (let loop ([ls ls] [r init])
         (if (none-empty? ls) (loop (map cdr ls) (apply f r (map car ls))) r))]))
  (define (reduce f init l) (if (pair? l) (fold f (car l) (cdr l)) init))
  (define (reduce-left f init l) (if (pair? l) (chez:fold-left f (car l) (cdr l)) init))
  (define (reduce-right f init l)
    (if (pair? l) (let loop ([l l]) (if (pair? (cdr l)) (f (car l) (loop (cdr l))) (car l))) init))
  (define (append-map f . ls) (apply append (apply map* f ls)))
  (define (filter-map f . ls) (filter values (apply map* f ls)))
  (define (filter! p l) (filter p l))
  (define (pair-fold f init l) (if (pair? l) (let ([next (cdr l)]) (pair-fold f (f l init) next)) init))
  (define unfold
    (case-lambda
      [(stop? f next seed) (unfold stop? f next seed (lambda (x) '()))]
      [(stop? f next seed tail)
       (let loop ([seed seed] [r '()])
         (if (stop? seed) (append-reverse r (tail seed)) (loop (next seed) (cons (f seed) r))))]))
  (define unfold-right
    (case-lambda
      [(stop? f next seed) (unfold-right stop? f next seed '())]
      [(stop? f next seed tail)
       (let loop ([seed seed] [r tail]) (if (stop? seed) r (loop (next seed) (cons (f seed) r))))]))
  (define (partition p l) (chez:partition p l))
  ;; SRFI 1's takes a predicate, R6RS's an element.
  (define (remove x l) (if (procedure? x) (r6:remp x l) (chez:remove x l)))
  (define remove! remove)
  (define (find p l) (chez:find p l))
  (define (find-tail p l) (let loop ([l l]) (and (pair? l) (if (p (car l)) l (loop (cdr l))))))
  (define any
    (case-lambda
      [(p l) (let loop ([l l]) (and (pair? l) (if (null? (cdr l)) (p (car l)) (or (p (car l)) (loop (cdr l))))))]
      [(p . ls) (let loop ([ls ls]) (and (none-empty? ls) (or (apply p (map car ls)) (loop (map cdr ls)))))]))
  (define every
    (case-lambda
      [(p l) (let loop ([l l]) (or (null? l) (if (null? (cdr l)) (p (car l)) (and (p (car l)) (loop (cdr l))))))]
      [(p . ls)
       (let loop ([ls ls] [r #t])
         (if (none-empty? ls) (let ([r (apply p (map car ls))]) (and r (loop (map cdr ls) r))) r))]))
  (define (list-index p . ls)
    (let loop ([ls ls] [i 0]) (and (none-empty? ls) (if (apply p (map car ls)) i (loop (map cdr ls) (+ i 1))))))
  (define (span p l) (values (take-while p l) (drop-while p l)))
  (define (break p . l)
    (if (pair? l) (span (lambda (x) (not (p x))) (car l)) (assertion-violation 'break "a list is wanted")))
  (define delete
    (case-lambda [(x l) (chez:remove x l)] [(x l same?) (filter (lambda (y) (not (same? x y))) l)]))
  (define delete! delete)
  (define delete-duplicates
    (case-lambda
      [(l) (delete-duplicates l equal?)]
      [(l same?)
       (let loop ([l l] [r '()])
         (cond [(null? l) (chez:reverse! r)]
               [(any (lambda (y) (same? y (car l))) r) (loop (cdr l) r)]
               [else (loop (cdr l) (cons (car l) r))]))]))
  (define (alist-cons k v l) (cons (cons k v) l))
  (define (alist-copy l) (map (lambda (p) (if (pair? p) (cons (car p) (cdr p)) p)) l))
  (define alist-delete
    (case-lambda
      [(k l) (alist-delete k l equal?)]
      [(k l same?) (filter (lambda (p) (not (same? k (car p)))) l)]))
  (define (has? same? l) (lambda (x) (any (lambda (y) (same? y x)) l)))
  (define (lset-adjoin same? l . xs) (chez:fold-left (lambda (l x) (if ((has? same? l) x) l (cons x l))) l xs))
  (define (lset-union same? . ls)
    (if (null? ls) '() (chez:fold-left (lambda (a b) (apply lset-adjoin same? a b)) (car ls) (cdr ls))))
  (define (lset-intersection same? l . ls) (filter (lambda (x) (for-all (lambda (m) ((has? same? m) x)) ls)) l))
  (define (lset-difference same? l . ls) (filter (lambda (x) (not (exists (lambda (m) ((has? same? m) x)) ls))) l))
  (define (lset-xor same? a b) (append (lset-difference same? a b) (lset-difference same? b a)))
  (define (lset<= same? . ls)
    (or (null? ls) (null? (cdr ls))
        (and (for-all (has? same? (cadr ls)) (car ls)) (apply lset<= same? (cdr ls)))))
  (define (lset= same? . ls) (and (apply lset<= same? ls) (apply lset<= same? (reverse ls))))
  (define (vector-index p v)
    (let loop ([i 0]) (and (< i (vector-length v)) (if (p (vector-ref v i)) i (loop (+ i 1))))))
  (define (vector-count p v) (count p (vector->list v)))

  (define-syntax receive (syntax-rules () [(_ formals e b ...) (call-with-values (lambda () e) (lambda formals b ...))]))
  (define-syntax and-let*
    (syntax-rules ()
      [(_ ()) #t]
      [(_ () b ...) (let () b ...)]
      [(_ ((x e))) (let ([x e]) x)]
      [(_ ((e))) e]
      [(_ ((x e) . more) . b) (let ([x e]) (and x (and-let* more . b)))]
      [(_ ((e) . more) . b) (and e (and-let* more . b))]
      [(_ (x . more) . b) (and x (and-let* more . b))]))
  (define-syntax cut
    (lambda (x)
      (define (slot? s what) (and (identifier? s) (eq? (syntax->datum s) what)))
      (syntax-case x ()
        [(_ part ...)
         (let loop ([parts #'(part ...)] [formals '()] [call '()])
           (syntax-case parts ()
             [() #`(lambda #,(reverse formals) #,(reverse call))]
             [(s . more) (slot? #'s '<>)
              (with-syntax ([(t) (generate-temporaries '(t))]) (loop #'more (cons #'t formals) (cons #'t call)))]
             [(s) (slot? #'s '<...>)
              (with-syntax ([(t) (generate-temporaries '(t))])
                #`(lambda (#,@(reverse formals) . t) (apply #,@(reverse call) t)))]
             [(e . more) (loop #'more formals (cons #'e call))]))])))
  (define-syntax cute (syntax-rules () [(_ part ...) (cut part ...)]))
  (define (random-integer n) (random n))
  (define (random-real) (let ([x (random 1.0)]) (if (= x 0.0) (random-real) x)))

  ;; Hash tables in the manner of SRFI 69 and of MIT Scheme; the table itself is one of R6RS.
  (define (make-hash-table . arguments)
    (cond [(and (pair? arguments) (eq? (car arguments) eq?)) (make-eq-hashtable)]
          [(and (pair? arguments) (eq? (car arguments) eqv?)) (make-eqv-hashtable)]
          [else (make-hashtable equal-hash equal?)]))
  (define (hash-table? x) (hashtable? x))
  (define none (list 'none))
  (define hash-table-ref
    (case-lambda
      [(t k) (let ([v (hashtable-ref t k none)])
         (if (eq? v none) (error 'hash-table-ref "no such key" k) v))]
      [(t k fail) (let ([v (hashtable-ref t k none)]) (if (eq? v none) (fail) v))]
      [(t k fail succeed) (let ([v (hashtable-ref t k none)]) (if (eq? v none) (fail) (succeed v)))]))
  (define (hash-table-ref/default t k default) (hashtable-ref t k default))
  (define hash-table/get hash-table-ref/default)
  (define (hash-table-set! t k v) (hashtable-set! t k v))
  (define hash-table/put! hash-table-set!)
  (define (hash-table-delete! t . ks) (for-each (lambda (k) (hashtable-delete! t k)) ks))
  (define (hash-table-exists? t k) (hashtable-contains? t k))
  (define hash-table-contains? hash-table-exists?)
  (define hash-table-update!
    (case-lambda
      [(t k f) (hashtable-set! t k (f (hash-table-ref t k)))]
      [(t k f fail) (hashtable-set! t k (f (hash-table-ref t k fail)))]))
  (define hash-table-update hash-table-update!)
  (define (hash-table-update!/default t k f default) (hashtable-update! t k f default))
  (define (hash-table-size t) (hashtable-size t))
  (define (hash-table-count t . more)
    (if (null? more) (hashtable-size t)
        (count (lambda (p) ((car more) (car p) (cdr p))) (hash-table->alist t))))
  (define (hash-table-keys t) (vector->list (hashtable-keys t)))
  (define (hash-table-values t) (map cdr (hash-table->alist t)))
  (define (hash-table->alist t) (vector->list (hashtable-cells t)))
  (define (hash-table-walk t f) (for-each (lambda (p) (f (car p) (cdr p))) (hash-table->alist t)))
  (define (hash-table-fold t f init) (fold (lambda (p r) (f (car p) (cdr p) r)) init (hash-table->alist t)))
  (define (alist->hash-table l . arguments)
    (let ([t (apply make-hash-table arguments)])
      (for-each (lambda (p) (unless (hashtable-contains? t (car p)) (hashtable-set! t (car p) (cdr p)))) l)
      t))
  (define (hash-table-copy t . rest) (hashtable-copy t #t))
  (define (hash-table-clear! t) (hashtable-clear! t))
  (define string-hash
    (case-lambda [(s) (chez:string-hash s)] [(s n) (modulo (chez:string-hash s) n)]))

  (define (matcher x) (if (char? x) (lambda (c) (char=? c x)) x))
  (define (string-index s x)
    (let ([p (matcher x)] [n (string-length s)])
      (let loop ([i 0]) (and (< i n) (if (p (string-ref s i)) i (loop (+ i 1)))))))
  (define (at? s i part)
    (let ([n (string-length part)])
      (and (<= (+ i n) (string-length s))
           (let loop ([j 0])
             (or (= j n) (and (char=? (string-ref s (+ i j)) (string-ref part j)) (loop (+ j 1))))))))
  (define (string-search-forward part s start)
    (let loop ([i start]) (and (<= (+ i (string-length part)) (string-length s)) (if (at? s i part) i (loop (+ i 1))))))
  (define (string-contains s part) (string-search-forward part s 0))
  (define (string-prefix? part s) (at? s 0 part))
  (define (string-suffix? part s)
    (let ([i (- (string-length s) (string-length part))]) (and (>= i 0) (at? s i part))))
  (define (string-null? s) (= (string-length s) 0))
  (define (string-reverse s) (list->string (reverse (string->list s))))
  (define (string-concatenate l) (apply string-append l))
  (define string-join
    (case-lambda
      [(l) (string-join l " ")]
      [(l between)
       (if (null? l) ""
           (apply string-append (car l) (append-map (lambda (s) (list between s)) (cdr l))))]))
  (define string-split
    (case-lambda
      [(s) (filter (lambda (part) (not (string-null? part))) (string-split s char-whitespace?))]
      [(s separator)
       (let ([p (matcher (if (string? separator) (string-ref separator 0) separator))])
         (let loop ([i (- (string-length s) 1)] [end (string-length s)] [r '()])
           (cond [(< i 0) (cons (substring s 0 end) r)]
                 [(p (string-ref s i)) (loop (- i 1) i (cons (substring s (+ i 1) end) r))]
                 [else (loop (- i 1) end r)])))]))
  (define (string-trim-left s)
    (let loop ([i 0])
      (if (and (< i (string-length s)) (char-whitespace? (string-ref s i))) (loop (+ i 1)) (substring s i (string-length s)))))
  (define (string-trim-right s)
    (let loop ([i (string-length s)])
      (if (and (> i 0) (char-whitespace? (string-ref s (- i 1)))) (loop (- i 1)) (substring s 0 i))))
  (define (string-trim s) (string-trim-left (string-trim-right s)))
  (define string-pad-left
    (case-lambda
      [(s n) (string-pad-left s n #\space)]
      [(s n c) (let ([k (string-length s)])
         (if (>= k n) (substring s (- k n) k) (string-append (make-string (- n k) c) s)))]))
  (define string-pad-right
    (case-lambda
      [(s n) (string-pad-right s n #\space)]
      [(s n c) (let ([k (string-length s)])
         (if (>= k n) (substring s 0 n) (string-append s (make-string (- n k) c))))]))
  (define (char-ascii? c) (char<? c #\x80))
  (define (call-with-output-string f) (let ([port (open-output-string)]) (f port) (get-output-string port)))
  (define (call-with-input-string s f) (f (open-input-string s)))
  (define (with-input-from-string s f) (parameterize ([current-input-port (open-input-string s)]) (f)))
  ;; Here the order comes first, elsewhere last.
  (define (sort a b) (if (procedure? a) (chez:sort a b) (if (vector? a) (vector-sort b a) (chez:sort b a))))
  (define (sort! a b) (sort a b))
  (define (pp x . rest) (apply pretty-print x rest))
  (define (vector-grow v n)
    (let ([r (make-vector n 0)]) (do ([i 0 (+ i 1)]) ((= i (vector-length v)) r) (vector-set! r i (vector-ref v i)))))
  (define (subvector v start end)
    (list->vector (map (lambda (i) (vector-ref v i)) (iota (- end start) start))))
  (define (vector-binary-search v key compare)
    (let loop ([low 0] [high (- (vector-length v) 1)])
      (and (<= low high)
           (let* ([middle (div (+ low high) 2)] [order (compare key (vector-ref v middle))])
             (cond [(= order 0) (vector-ref v middle)]
                   [(< order 0) (loop low (- middle 1))]
                   [else (loop (+ middle 1) high)])))))
  (define (exact-rational? x) (and (number? x) (exact? x) (rational? x)))
  (define (exact-nonnegative-integer? x) (and (integer? x) (exact? x) (>= x 0)))
  (define (call-with-escape-continuation f) (call/1cc f)))

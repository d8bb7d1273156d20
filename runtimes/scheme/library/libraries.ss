;; The libraries of R7RS, and those SRFIs that are there. Chez Scheme has no numbers in the names of libraries, so (srfi 1) is
;; called (srfi :1), as R6RS does; driver.ss translates.

;; What a library takes from Chez Scheme itself is what the libraries of this folder do not define anew.
(let ()
  (define anew (append (library-exports '(enclos r7rs)) (library-exports '(enclos srfi))))
  (define (define-one name exports)
    (eval
      `(library ,name (export ,@exports)
         (import (except (chezscheme) ,@(filter (lambda (x) (memq x anew)) (library-exports '(chezscheme))))
                 (enclos r7rs) (enclos srfi)))))
  (for-each (lambda (entry) (define-one (car entry) (cdr entry)))
    '([(scheme base)
       * + - / < <= = => > >= _ ... abs and append apply assoc assq assv begin binary-port? boolean=? boolean? bytevector
       bytevector-append bytevector-copy bytevector-copy! bytevector-length bytevector-u8-ref bytevector-u8-set! bytevector?
       caar cadr call-with-current-continuation call-with-port call-with-values call/cc car case cdar cddr cdr ceiling
       char->integer char-ready? char<=? char<? char=? char>=? char>? char? close-input-port close-output-port close-port
       complex? cond cond-expand cons current-error-port current-input-port current-output-port define define-record-type
       define-syntax define-values denominator do dynamic-wind else eof-object eof-object? eq? equal? eqv? error
       error-object-irritants error-object-message error-object? even? exact exact-integer-sqrt exact-integer? exact?
       expt features file-error? floor floor-quotient floor-remainder floor/ flush-output-port for-each gcd
       get-output-bytevector get-output-string guard if include inexact inexact? input-port-open? input-port? integer->char
       integer? lambda lcm length let let* let*-values let-syntax let-values letrec letrec* letrec-syntax list list->string
       list->vector list-copy list-ref list-set! list-tail list? make-bytevector make-list make-parameter make-string
       make-vector map max member memq memv min modulo negative? newline not null? number->string number? numerator odd?
       open-input-bytevector open-input-string open-output-bytevector open-output-string or output-port-open? output-port?
       pair? parameterize peek-char peek-u8 positive? procedure? quasiquote quote quotient raise raise-continuable
       rational? rationalize read-bytevector read-bytevector! read-char read-error? read-line read-string read-u8 real?
       remainder reverse round set! set-car! set-cdr! square string string->list string->number string->symbol string->utf8
       string->vector string-append string-copy string-copy! string-fill! string-for-each string-length string-map
       string-ref string-set! string<=? string<? string=? string>=? string>? string? substring symbol->string symbol=?
       symbol? syntax-error syntax-rules textual-port? truncate truncate-quotient truncate-remainder truncate/ u8-ready?
       unless unquote unquote-splicing utf8->string values vector vector->list vector->string vector-append vector-copy
       vector-copy! vector-fill! vector-for-each vector-length vector-map vector-ref vector-set! vector? when
       with-exception-handler write-bytevector write-char write-string write-u8 zero?]
      [(scheme case-lambda) case-lambda]
      [(scheme char) char-alphabetic? char-ci<=? char-ci<? char-ci=? char-ci>=? char-ci>? char-downcase char-foldcase
       char-lower-case? char-numeric? char-upcase char-upper-case? char-whitespace? digit-value string-ci<=? string-ci<?
       string-ci=? string-ci>=? string-ci>? string-downcase string-foldcase string-upcase]
      [(scheme complex) angle imag-part magnitude make-polar make-rectangular real-part]
      [(scheme cxr) caaar caadr cadar caddr cdaar cdadr cddar cdddr caaaar caaadr caadar caaddr cadaar cadadr caddar cadddr
       cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar cddddr]
      [(scheme eval) environment eval]
      [(scheme file) call-with-input-file call-with-output-file delete-file file-exists? open-binary-input-file
       open-binary-output-file open-input-file open-output-file with-input-from-file with-output-to-file]
      [(scheme inexact) acos asin atan cos exp finite? infinite? log nan? sin sqrt tan]
      [(scheme lazy) delay delay-force force make-promise promise?]
      [(scheme load) load]
      [(scheme process-context) command-line emergency-exit exit get-environment-variable get-environment-variables]
      [(scheme read) read]
      [(scheme repl) interaction-environment]
      [(scheme time) current-jiffy current-second jiffies-per-second]
      [(scheme write) display write write-shared write-simple]
      [(scheme sort) list-sort sort]
      [(srfi :1)
       xcons cons* make-list list-tabulate list-copy iota first second third fourth fifth sixth seventh eighth ninth tenth
       take drop take-while drop-while take-right drop-right take! drop-right! split-at last last-pair length+ concatenate
       append-reverse append-reverse! zip unzip1 unzip2 unzip3 count fold fold-right reduce reduce-right append-map
       filter-map pair-fold unfold unfold-right partition filter filter! remove remove! find find-tail any every list-index
       span break delete delete! delete-duplicates alist-cons alist-copy alist-delete proper-list? circular-list?
       dotted-list? not-pair? null-list? car+cdr reverse! append! map-in-order lset-adjoin lset-union lset-intersection
       lset-difference lset-xor lset<= lset= map for-each member assoc cons list car cdr append reverse length null? pair?]
      [(srfi :2) and-let*] [(srfi :6) open-input-string open-output-string get-output-string] [(srfi :8) receive]
      [(srfi :9) define-record-type] [(srfi :11) let-values let*-values] [(srfi :16) case-lambda] [(srfi :23) error]
      [(srfi :26) cut cute] [(srfi :27) random-integer random-real] [(srfi :28) format] [(srfi :39) make-parameter parameterize]
      [(srfi :13) string-index string-contains string-join string-null? string-reverse string-concatenate string-pad-left
       string-prefix? string-suffix? string-trim string-trim-left string-trim-right string-upcase string-downcase]
      [(srfi :69)
       make-hash-table hash-table? hash-table-ref hash-table-ref/default hash-table-set! hash-table-delete!
       hash-table-exists? hash-table-update! hash-table-update!/default hash-table-size hash-table-keys hash-table-values
       hash-table-walk hash-table-fold hash-table->alist alist->hash-table hash-table-copy string-hash]
      [(srfi :132) list-sort sort sort!]))
  (define-one '(scheme list) (library-exports '(srfi :1)))
  (define-one '(scheme hash-table) (library-exports '(srfi :69)))
  (define-one '(scheme r5rs)
    (append
      '(exact->inexact inexact->exact interaction-environment null-environment scheme-report-environment)
      (apply append
        (map library-exports
          '((scheme base) (scheme char) (scheme complex) (scheme cxr) (scheme file) (scheme inexact) (scheme lazy)
            (scheme load) (scheme read) (scheme write)))))))

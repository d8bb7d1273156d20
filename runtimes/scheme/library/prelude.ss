;; Loaded once, when the snapshot is made.
(for-each
  (lambda (name) (load (string-append "/usr/lib/chez/" name ".ss")))
  '("r7rs" "srfi" "libraries" "driver"))
(import (enclos r7rs) (enclos srfi))
;; Where nobody types, Chez Scheme would still print errors among the output.
(console-error-port (standard-error-port (buffer-mode line) (make-transcoder (utf-8-codec))))
(current-error-port (console-error-port))
(collect-request-handler void)
(collect (collect-maximum-generation) 'static)
(collect-request-handler collect)

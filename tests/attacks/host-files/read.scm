(for-each
  (lambda (name)
    (guard (e (#t (display "no ")))
      (display (call-with-input-file name get-string-all))))
  '("/etc/passwd" "/etc/hostname" "../../etc/passwd" "/proc/self/environ" "/work" "/root/.bashrc"))
(newline)

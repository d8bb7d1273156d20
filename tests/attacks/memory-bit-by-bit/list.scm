(let loop ((l '())) (loop (cons (cons 1 2) l)))

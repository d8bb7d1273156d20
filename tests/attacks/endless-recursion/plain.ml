let rec deeper n = 1 + deeper (n + 1)
let () = print_int (deeper 0)

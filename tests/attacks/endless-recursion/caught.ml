let rec deeper n = try 1 + deeper (n + 1) with Stack_overflow -> deeper n
let () = print_int (deeper 0)

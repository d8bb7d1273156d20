let greet name = "Hello, " ^ name

let () = print_endline (greet 42)

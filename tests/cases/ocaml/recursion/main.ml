let rec depth n = if n = 0 then 0 else 1 + depth (n - 1)
let rec endless n = 1 + endless (n + 1)

let () =
  Printf.printf "%d\n" (depth 1_000_000);
  let rec loop n = if n = 0 then "tail calls need no stack" else loop (n - 1) in
  print_endline (loop 5_000_000);
  (try ignore (endless 0) with Stack_overflow -> print_endline "Stack_overflow");
  Printf.printf "%d\n" (List.length (List.map succ (List.init 500_000 Fun.id)))

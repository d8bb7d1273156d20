let () =
  match Scanf.scanf " %d %d" (fun a b -> a + b) with
  | sum -> Printf.printf "%d\n" sum
  | exception (Scanf.Scan_failure _ | End_of_file) ->
    prerr_endline "two numbers, please";
    exit 2

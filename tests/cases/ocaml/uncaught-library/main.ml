let test = Sys.argv.(1)
let () =
  match test with
  | "failure" -> failwith "x"
  | "not-found" -> ignore (List.assoc 3 [ (1, 2) ])
  | "bounds" -> ignore (Sys.opaque_identity [| 1; 2 |]).(int_of_string "2")
  | "division" -> print_int (1 / int_of_string "0")
  | "match" -> (match Some (int_of_string "7") with Some 8 -> () | None -> ())
  | "assert" -> assert (int_of_string "1" = 2)
  | _ -> ignore (Unix.openfile "missing" [ Unix.O_RDONLY ] 0)

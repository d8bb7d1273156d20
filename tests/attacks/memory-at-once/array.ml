let () =
  List.iter
    (fun size ->
      match Array.make size 0.5 with
      | a -> Printf.printf "accepted %d\n" (Array.length a)
      | exception (Out_of_memory | Invalid_argument _) -> print_endline "refused")
    [ 100_000_000; 1_000_000_000; 0x1fffffff; 0x20000001; 1 lsl 40; Sys.max_array_length; Sys.max_array_length + 1; max_int; -1 ];
  (match Bytes.create Sys.max_string_length with _ -> print_endline "accepted" | exception Out_of_memory -> print_endline "refused");
  match Bigarray.(Array3.create int64 c_layout (1 lsl 20) (1 lsl 20) (1 lsl 20)) with
  | _ -> print_endline "accepted"
  | exception (Out_of_memory | Invalid_argument _ | Failure _) -> print_endline "refused"

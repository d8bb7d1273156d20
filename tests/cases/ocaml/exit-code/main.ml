let () =
  at_exit (fun () -> print_endline "at exit");
  print_string "before ";
  match Sys.argv with
  | [| _; code |] -> exit (int_of_string code)
  | _ -> ()

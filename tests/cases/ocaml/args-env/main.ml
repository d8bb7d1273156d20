let () =
  Array.iteri (fun i a -> if i > 0 then Printf.printf "%d [%s]\n" i a) Sys.argv;
  Printf.printf "%s %s\n" (Sys.getenv "NAME") (Option.value (Sys.getenv_opt "OTHER") ~default:"-");
  print_endline (Sys.getcwd ());
  Printf.printf "%s %d %d %b\n" Sys.os_type Sys.word_size Sys.int_size (Unix.gettimeofday () > 1.7e9)

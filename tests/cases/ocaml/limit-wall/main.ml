let () =
  print_endline "good night";
  Unix.sleepf 3600.0

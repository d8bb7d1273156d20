let () =
  let x = 1 in
  print_int x
  print_newline (;

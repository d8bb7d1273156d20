let () =
  print_string "to stdout\n";
  prerr_string "to stderr\n";
  exit 1

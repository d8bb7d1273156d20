let () =
  Printf.printf "%.2f %s\n" (Shapes.area (Shapes.square 3.0)) (Text.shout "done");
  print_endline (Counter.next () ^ Counter.next ())

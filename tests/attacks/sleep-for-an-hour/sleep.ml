let rec sleep seconds = try Unix.sleep seconds with _ -> sleep seconds
let () = print_endline "good night"; sleep 3600

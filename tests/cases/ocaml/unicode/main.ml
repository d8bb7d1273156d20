let () =
  print_endline "Größe 世界 🌍";
  let rec loop () =
    match read_line () with
    | line ->
      let count = ref 0 in
      String.iter (fun c -> if Char.code c land 0xC0 <> 0x80 then incr count) line;
      Printf.printf "[%s] %d bytes, %d characters\n" line (String.length line) !count;
      loop ()
    | exception End_of_file -> ()
  in
  loop ();
  let buffer = Buffer.create 8 in
  List.iter (Buffer.add_utf_8_uchar buffer) (List.map Uchar.of_int [ 0xE9; 0x4E16; 0x1F30D ]);
  print_endline (Buffer.contents buffer);
  Printf.printf "%S\n" "\u{e9}\xff\000"

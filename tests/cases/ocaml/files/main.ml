let () =
  let out = open_out "numbers.txt" in
  for i = 1 to 1000 do Printf.fprintf out "line %d\n" i done;
  Printf.printf "%d\n" (pos_out out);
  close_out out;
  let input = open_in "numbers.txt" in
  print_endline (input_line input);
  seek_in input (in_channel_length input - 10);
  Printf.printf "%S\n" (really_input_string input 10);
  close_in input;
  let out = open_out_gen [ Open_append ] 0o644 "numbers.txt" in
  output_string out "appended\n";
  close_out out;
  Sys.rename "numbers.txt" "renamed.txt";
  Printf.printf "%b %b %d\n" (Sys.file_exists "numbers.txt") (Sys.file_exists "renamed.txt")
    (Unix.stat "renamed.txt").Unix.st_size;
  Unix.mkdir "folder" 0o755;
  let name, out = Filename.open_temp_file ~temp_dir:"folder" "x" ".tmp" in
  Marshal.to_channel out [ (1, "one"); (2, "two") ] [];
  close_out out;
  Printf.printf "%d %b\n" (Array.length (Sys.readdir "folder")) (Filename.check_suffix name ".tmp");
  let input = open_in_bin name in
  let pairs : (int * string) list = Marshal.from_channel input in
  List.iter (fun (n, s) -> Printf.printf "%d=%s " n s) pairs;
  print_newline ();
  close_in input;
  Sys.remove name;
  Unix.rmdir "folder";
  (try ignore (open_in "missing") with Sys_error message -> print_endline message);
  (try Unix.unlink "missing" with Unix.Unix_error (error, f, arg) ->
    Printf.printf "%s %s %s\n" (Unix.error_message error) f arg)

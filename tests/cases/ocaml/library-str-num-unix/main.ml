let () =
  let word = Str.regexp "\\([a-z]+\\)@\\([a-z.]+\\)" in
  let text = "mail ada@example.org and bob@example.com" in
  print_endline (Str.global_replace word "<\\2:\\1>" text);
  print_endline (String.concat "|" (Str.split (Str.regexp "[ ,]+") "a, b  c,d"));
  ignore (Str.search_forward word text 10);
  Printf.printf "%d %s\n" (Str.match_beginning ()) (Str.matched_group 1 text);
  let open Num in
  let rec factorial n = if n = 0 then Int 1 else Int n */ factorial (n - 1) in
  print_endline (string_of_num (factorial 40));
  print_endline (string_of_num (num_of_string "1/3" +/ num_of_string "1/6"));
  print_endline (approx_num_fix 30 (num_of_string "22/7"));
  let big = Big_int.power_int_positive_int 2 200 in
  print_endline (Big_int.string_of_big_int (Big_int.mod_big_int big (Big_int.big_int_of_string "1000000007")));
  let t = Unix.gmtime 1_000_000_000.0 in
  Printf.printf "%04d-%02d-%02d %02d:%02d:%02d\n" (t.Unix.tm_year + 1900) (t.Unix.tm_mon + 1) t.Unix.tm_mday
    t.Unix.tm_hour t.Unix.tm_min t.Unix.tm_sec;
  let before = Unix.gettimeofday () in
  Unix.sleepf 0.02;
  Printf.printf "%b %b\n" (Unix.gettimeofday () -. before >= 0.019) (Sys.time () >= 0.0);
  match Unix.fork () with
  | _ -> print_endline "forked"
  | exception Unix.Unix_error (error, name, _) -> Printf.printf "%s: %b\n" name (error <> Unix.EUNKNOWNERR 0)

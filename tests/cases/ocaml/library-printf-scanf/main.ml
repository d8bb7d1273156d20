let () =
  Printf.printf "%5d|%-5d|%05d|%+d|%x|%X|%o|%#x\n" 42 42 42 42 255 255 8 255;
  Printf.printf "%f|%.2f|%e|%g|%g|%h|%10.3f|%F\n" 3.14159 2.5 12345.678 1e20 0.0001 1.0 2.71828 1.0;
  Printf.printf "%s|%10s|%-10s|%S|%c|%C|%b|%%\n" "text" "right" "left" "q\"uo\n" 'x' '\n' true;
  Printf.printf "%ld|%Ld|%nd|%Lx|%u\n" 2147483647l 9223372036854775807L 7n 0xFFFFFFFFFFFFFFFFL 5;
  Printf.printf "%d %d %d\n" max_int min_int (max_int + 1);
  Printf.printf "%a|%t\n" (fun out x -> output_string out (string_of_int x)) 7 (fun out -> output_string out "t");
  print_endline (Printf.sprintf "%*d|%.*f" 6 42 3 2.0);
  Format.printf "@[<v 2>list:@,%a@]@." (Format.pp_print_list ~pp_sep:Format.pp_print_space Format.pp_print_int) [ 1; 2; 3 ];
  Format.printf "@[<hov 2>%s@ %s@ %s@]@." (String.make 40 'a') (String.make 40 'b') "c";
  Scanf.sscanf "12 0x1F 3.5 word \"a string\" c" "%d %i %f %s %S %c" (fun a b c d e f ->
      Printf.printf "%d %d %g %s %s %c\n" a b c d e f);
  Printf.printf "%g %g %g %g\n" infinity neg_infinity nan (-0.0);
  Printf.printf "%d %d %d\n" (int_of_float 1e15) (truncate (-2.7)) (int_of_string "0b1011");
  Printf.printf "%.17g %s %s\n" 0.1 (string_of_float 1e16) (Float.to_string 0.30000000000000004);
  Printf.printf "%d %d %d %d\n" (7 / -2) (7 mod -2) (1 lsl 61) (-1 lsr 1);
  Printf.printf "%Ld %ld %d\n" (Int64.mul 3037000500L 3037000500L) (Int32.add Int32.max_int 1l) (Int64.to_int 5000000000L);
  Printf.printf "%s\n" (Digest.to_hex (Digest.string "enclos"))

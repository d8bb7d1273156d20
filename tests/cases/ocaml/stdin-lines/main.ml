let () =
  let rec read count sum =
    match input_line stdin with
    | line -> read (count + 1) (sum + int_of_string (String.trim line))
    | exception End_of_file -> (count, sum)
  in
  let count, sum = read 0 0 in
  Printf.printf "%d numbers, sum %d\n" count sum;
  try ignore (input_char stdin) with End_of_file -> print_endline "still at the end"

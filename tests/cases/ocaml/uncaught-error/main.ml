exception Out_of_stock of string * int

let take item = if item = "pear" then raise (Out_of_stock (item, 3)) else item

let () =
  print_endline (take "apple");
  print_endline (take "pear")

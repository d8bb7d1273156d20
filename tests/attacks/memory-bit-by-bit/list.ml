let rec grow all = grow (String.make 1000 'x' :: all)
let () = print_int (List.length (grow []))

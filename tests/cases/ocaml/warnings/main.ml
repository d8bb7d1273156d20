type color = Red | Green | Blue

let name = function
  | Red -> "red"
  | Green -> "green"

let () =
  let unused = 1 in
  print_endline (name Red)

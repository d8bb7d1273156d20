let queens n =
  let rec place row columns left right =
    if row = n then 1
    else begin
      let count = ref 0 in
      let free = ref (lnot (columns lor left lor right) land ((1 lsl n) - 1)) in
      while !free <> 0 do
        let bit = !free land - !free in
        free := !free lxor bit;
        count := !count + place (row + 1) (columns lor bit) ((left lor bit) lsl 1) ((right lor bit) lsr 1)
      done;
      !count
    end
  in
  place 0 0 0 0

let first_solution n =
  let position = Array.make n 0 in
  let safe row column =
    let rec check r = r >= row || (position.(r) <> column && abs (position.(r) - column) <> row - r && check (r + 1)) in
    check 0
  in
  let rec solve row =
    row = n
    || List.exists (fun column -> safe row column && (position.(row) <- column; solve (row + 1))) (List.init n Fun.id)
  in
  if solve 0 then Some position else None

let () =
  List.iter (fun n -> Printf.printf "%d queens: %d\n" n (queens n)) [ 4; 6; 8; 9 ];
  match first_solution 8 with
  | None -> print_endline "none"
  | Some position ->
    Array.iter (fun column -> print_endline (String.init 8 (fun i -> if i = column then 'Q' else '.'))) position

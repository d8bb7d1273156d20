module Int_map = Map.Make (Int)
module String_set = Set.Make (String)

let () =
  let squares = List.fold_left (fun m i -> Int_map.add i (i * i) m) Int_map.empty [ 5; 3; 9; 1 ] in
  Int_map.iter (Printf.printf "%d->%d ") squares;
  print_newline ();
  let words = String.split_on_char ' ' "the quick brown fox jumps over the lazy dog" in
  print_endline (String.concat "," (String_set.elements (String_set.of_list words)));
  let table = Hashtbl.create 16 in
  List.iter (fun w -> Hashtbl.replace table (String.length w) (w :: Option.value (Hashtbl.find_opt table (String.length w)) ~default:[])) words;
  List.iter (fun (k, v) -> Printf.printf "%d: %s\n" k (String.concat " " (List.rev v)))
    (List.sort compare (List.of_seq (Hashtbl.to_seq table)));
  let queue = Queue.create () and stack = Stack.create () in
  List.iter (fun x -> Queue.add x queue; Stack.push x stack) [ 1; 2; 3 ];
  Printf.printf "%d %d %d\n" (Queue.pop queue) (Stack.pop stack) (Queue.length queue);
  let matrix = Array.make_matrix 3 4 0 in
  Array.iteri (fun i row -> Array.iteri (fun j _ -> row.(j) <- (i + 1) * (j + 1)) row) matrix;
  print_endline (String.concat ";" (Array.to_list (Array.map (fun r -> string_of_int (Array.fold_left ( + ) 0 r)) matrix)));
  let sorted = Array.init 12 (fun i -> (i * 7919) mod 101) in
  Array.stable_sort (fun a b -> compare b a) sorted;
  Array.iter (Printf.printf "%d ") sorted;
  print_newline ();
  let evens = Seq.filter (fun x -> x mod 2 = 0) (Seq.unfold (fun n -> if n > 20 then None else Some (n, n + 3)) 1) in
  print_endline (String.concat " " (List.map string_of_int (List.of_seq evens)));
  let big = Bigarray.Array2.create Bigarray.float64 Bigarray.c_layout 100 100 in
  Bigarray.Array2.fill big 0.5;
  big.{3, 4} <- 2.5;
  Printf.printf "%g %d\n" (big.{3, 4} +. big.{0, 0}) (Bigarray.Array2.dim1 big);
  let rec primes = lazy (sieve 2) and sieve n = if n > 30 then [] else n :: List.filter (fun k -> k mod n <> 0) (sieve (n + 1)) in
  Printf.printf "%b %d\n" (Lazy.is_val primes) (List.length (Lazy.force primes));
  Printf.printf "%d %d\n" (Hashtbl.hash "enclos") (Hashtbl.hash [ 1.5; 2.5 ])

let () =
  let table = Hashtbl.create 1024 in
  for i = 0 to 300_000 do
    let key = string_of_int (i * 7919 mod 100_003) in
    Hashtbl.replace table key (1 + Option.value (Hashtbl.find_opt table key) ~default:0)
  done;
  let total = Hashtbl.fold (fun _ v acc -> acc + v) table 0 in
  let sorted = List.sort compare (Hashtbl.fold (fun k _ acc -> k :: acc) table []) in
  Printf.printf "%d %d %s\n" total (List.length sorted) (List.hd sorted)

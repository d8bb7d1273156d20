(* Values of the wrong type and marshaled data that lies reach the interpreter unchecked. *)
let () =
  print_endline "before";
  flush stdout;
  let data = Bytes.of_string (Marshal.to_string (Array.init 100 (fun i -> string_of_int i)) []) in
  for i = 20 to Bytes.length data - 1 do Bytes.set data i (Char.chr ((Char.code (Bytes.get data i) * 7 + i) land 255)) done;
  (try ignore (Sys.opaque_identity (Marshal.from_bytes data 0 : string array)).(3) with _ -> ());
  let f : int -> int = Obj.magic [| 0x1000; 0x7fff_ffff |] in
  print_int (f 3);
  let wild : string array = Obj.magic 0x12345678 in
  print_string wild.(100_000_000)

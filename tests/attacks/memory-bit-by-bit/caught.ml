let all = ref []

let rec grow () =
  (try while true do all := Bytes.create 100_000 :: !all done with Out_of_memory -> ());
  grow ()

let () = grow ()

module Names = Map.Make (String)

let greetings = Names.singleton "world" "Hello"

let () =
  match Names.find_opt "nobody" greetings with
  | Some _ -> exit 1
  | None -> Names.iter (fun name greeting -> Printf.printf "%s, %s!\n" greeting name) greetings

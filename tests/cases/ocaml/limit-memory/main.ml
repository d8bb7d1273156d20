let () =
  let all = ref [] in
  while true do
    all := Array.make 10000 0 :: !all
  done

let () =
  let n = ref 0 in
  while true do
    try incr n; if !n land 1 = 0 then raise Exit with Exit -> ()
  done

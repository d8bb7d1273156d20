let () =
  let file = open_out_bin "big" and piece = String.make 65536 'x' in
  let total = ref 0 in
  (try
     while !total < 1 lsl 30 do
       output_string file piece;
       flush file;
       total := !total + 65536
     done
   with Sys_error message -> Printf.printf "stopped: %s %b\n%!" message (!total <= 4096 * 1024));
  Unix._exit 0

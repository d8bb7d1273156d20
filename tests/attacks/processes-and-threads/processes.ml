let attempt name f =
  match f () with
  | () -> Printf.printf "%s returned\n" name
  | exception (Unix.Unix_error _ | Sys_error _ | Invalid_argument _ | Failure _) -> Printf.printf "%s refused\n" name

let () =
  attempt "system" (fun () -> if Sys.command "echo exec''uted" = 0 then print_endline "executed");
  attempt "fork" (fun () -> if Unix.fork () >= 0 then print_endline "executed");
  attempt "execv" (fun () -> Unix.execv "/bin/sh" [| "sh"; "-c"; "echo exec''uted" |]);
  attempt "process" (fun () -> print_endline (input_line (Unix.open_process_in "echo exec''uted")));
  attempt "pipe" (fun () -> ignore (Unix.pipe ()));
  attempt "kill" (fun () -> Unix.kill 1 Sys.sigkill);
  print_endline "done"

let attempt name f =
  match f () with
  | () -> Printf.printf "%s accepted\n" name
  | exception (Unix.Unix_error _ | Invalid_argument _ | Not_found) -> Printf.printf "%s refused\n" name

let port = if Array.length Sys.argv > 1 then int_of_string Sys.argv.(1) else 8080

let () =
  attempt "tcp" (fun () ->
      Unix.connect (Unix.socket Unix.PF_INET Unix.SOCK_STREAM 0) (Unix.ADDR_INET (Unix.inet_addr_loopback, port)));
  attempt "unix" (fun () ->
      Unix.connect (Unix.socket Unix.PF_UNIX Unix.SOCK_STREAM 0) (Unix.ADDR_UNIX "/run/docker.sock"));
  attempt "name" (fun () -> ignore (Unix.gethostbyname "localhost"));
  print_endline "done"

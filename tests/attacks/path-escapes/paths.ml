let target = if Array.length Sys.argv > 1 then Sys.argv.(1) else "/etc/passwd"
let attempt name f = try f (); Printf.printf "%s accepted\n" name with Sys_error _ | Unix.Unix_error _ -> Printf.printf "%s denied\n" name

let show path =
  let file = open_in_bin path in
  print_endline (input_line file);
  close_in file

let () =
  List.iteri
    (fun i prefix ->
      let path = prefix ^ target in
      attempt "read" (fun () -> show path);
      attempt "write" (fun () -> close_out (open_out_gen [ Open_wronly; Open_append ] 0o644 path));
      attempt "rename" (fun () -> Sys.rename path ("taken" ^ string_of_int i));
      attempt "remove" (fun () -> Sys.remove path);
      attempt "link" (fun () -> Unix.link path ("link" ^ string_of_int i));
      attempt "symlink" (fun () ->
          Unix.symlink path ("way" ^ string_of_int i);
          show ("way" ^ string_of_int i));
      attempt "folder" (fun () -> Array.iter print_endline (Sys.readdir (prefix ^ Filename.dirname target))))
    [ ""; "/"; "//"; ".."; "../../../../../../../.."; "/../.."; "./.."; "/tmp/../../.."; "/proc/self/root" ];
  print_endline "done"

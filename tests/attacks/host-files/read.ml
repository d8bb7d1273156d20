let () =
  List.iter
    (fun name ->
      match open_in_bin name with
      | file -> Printf.printf "%s opened %s\n" name (really_input_string file 10)
      | exception Sys_error _ -> Printf.printf "%s denied\n" name)
    [ "/etc/passwd"; "/etc/hostname"; "/proc/self/environ"; "/proc/self/maps"; "/proc/version"; "/proc/cpuinfo"; "/root/.bashrc";
      "/dev/mem"; "/dev/tty"; "../../../../../../etc/passwd" ];
  print_endline "done"

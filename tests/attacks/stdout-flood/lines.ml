let () = while true do print_endline "the same line again and again" done

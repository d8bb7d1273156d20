# 1 "/etc/passwd"
let () = prin "the compiler shows the line of the file that a directive names"

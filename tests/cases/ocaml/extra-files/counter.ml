let count = ref 0
let next () = incr count; Text.shout (string_of_int !count)

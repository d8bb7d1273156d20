val next : unit -> string

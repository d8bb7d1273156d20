type t = { width : float; height : float }

let square side = { width = Numbers.twice side /. 2.0; height = side }
let area shape = shape.width *. shape.height

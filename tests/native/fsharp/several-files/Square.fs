[<AutoOpen>]
module Areas

open Shapes

let area shape =
    match shape with
    | Square side -> side * side
    | Rectangle(width, height) -> width * height

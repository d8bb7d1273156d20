module Program

open Shapes

#if LARGE
let square = Square 100
#else
let square = Square 1
#endif
printfn "square %d" (area square)

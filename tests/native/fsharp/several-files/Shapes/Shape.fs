namespace Shapes

type Shape =
    | Square of side: int
    | Rectangle of width: int * height: int

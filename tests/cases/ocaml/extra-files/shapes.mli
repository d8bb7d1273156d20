type t

val square : float -> t
val area : t -> float

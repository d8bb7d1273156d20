type _ expression =
  | Number : int -> int expression
  | Truth : bool -> bool expression
  | Add : int expression * int expression -> int expression
  | If : bool expression * 'a expression * 'a expression -> 'a expression
  | Less : int expression * int expression -> bool expression

let rec eval : type a. a expression -> a = function
  | Number n -> n
  | Truth b -> b
  | Add (a, b) -> eval a + eval b
  | If (c, a, b) -> if eval c then eval a else eval b
  | Less (a, b) -> eval a < eval b

class virtual animal (name : string) =
  object (self)
    method virtual sound : string
    method speak = Printf.sprintf "%s says %s" name self#sound
  end

class dog = object inherit animal "Rex" method sound = "woof" end
class cat = object inherit animal "Tom" as super method sound = "meow" method! speak = super#speak ^ "!" end

module type MONOID = sig type t val zero : t val plus : t -> t -> t end
module Sum (M : MONOID) = struct let all = List.fold_left M.plus M.zero end
module Strings = Sum (struct type t = string let zero = "" let plus = ( ^ ) end)

let ( let* ) = Option.bind
let half n = if n mod 2 = 0 then Some (n / 2) else None

let shape = function `Circle r -> r *. r *. 3.0 | `Square s -> s *. s | `Point -> 0.0
let labelled ?(prefix = "-") ~name () = prefix ^ name

exception Stop of int

let () =
  Printf.printf "%d\n" (eval (If (Less (Number 1, Number 2), Add (Number 20, Number 22), Number 0)));
  List.iter (fun a -> print_endline a#speak) [ (new dog :> animal); (new cat :> animal) ];
  print_endline (Strings.all [ "a"; "b"; "c" ]);
  (match let* a = half 20 in let* b = half a in half b with Some n -> print_int n | None -> print_endline "none");
  Printf.printf "%g %g\n" (shape (`Circle 2.0)) (shape `Point);
  print_endline (labelled ~name:"x" () ^ labelled ~prefix:"+" ~name:"y" ());
  (try List.iter (fun n -> if n > 2 then raise (Stop n)) [ 1; 2; 3; 4 ] with Stop n -> Printf.printf "stopped at %d\n" n);
  let module M = struct let rec even n = n = 0 || odd (n - 1) and odd n = n <> 0 && even (n - 1) end in
  Printf.printf "%b %b\n" (M.even 100001) (M.odd 7);
  let counter = let n = ref 0 in fun () -> incr n; !n in
  let a = counter () in let b = counter () in
  Printf.printf "%d %d\n" a b;
  let r = Fun.protect ~finally:(fun () -> print_endline "finally") (fun () -> 5) in
  Printf.printf "%d %s\n" r (match 'k' with 'a' .. 'j' -> "first" | 'k' .. 't' -> "second" | _ -> "third");
  Printf.printf "%b %d\n" (compare (1, "b", [ 2.0 ]) (1, "b", [ 1.0 ]) > 0) (compare nan nan)

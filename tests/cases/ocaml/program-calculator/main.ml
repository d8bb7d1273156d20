(* A lexer, a parser by recursive descent and an evaluator with variables. *)
type token = Num of float | Name of string | Op of char | Open | Close | End

type tree = Const of float | Var of string | Binary of char * tree * tree | Negate of tree

exception Error of string

let lex text =
  let n = String.length text in
  let is_digit c = (c >= '0' && c <= '9') || c = '.' and is_letter c = c >= 'a' && c <= 'z' in
  let rec span i p = if i < n && p text.[i] then span (i + 1) p else i in
  let rec loop i =
    if i >= n then [ End ]
    else
      match text.[i] with
      | ' ' -> loop (i + 1)
      | '(' -> Open :: loop (i + 1)
      | ')' -> Close :: loop (i + 1)
      | ('+' | '-' | '*' | '/' | '^' | '=') as c -> Op c :: loop (i + 1)
      | c when is_digit c ->
        let j = span i is_digit in
        Num (float_of_string (String.sub text i (j - i))) :: loop j
      | c when is_letter c ->
        let j = span i is_letter in
        Name (String.sub text i (j - i)) :: loop j
      | c -> raise (Error (Printf.sprintf "unexpected %C" c))
  in
  loop 0

let rec sum tokens =
  let left, rest = product tokens in
  let rec more left = function
    | Op (('+' | '-') as c) :: rest ->
      let right, rest = product rest in
      more (Binary (c, left, right)) rest
    | rest -> (left, rest)
  in
  more left rest

and product tokens =
  let left, rest = power tokens in
  let rec more left = function
    | Op (('*' | '/') as c) :: rest ->
      let right, rest = power rest in
      more (Binary (c, left, right)) rest
    | rest -> (left, rest)
  in
  more left rest

and power tokens =
  match atom tokens with
  | left, Op '^' :: rest ->
    let right, rest = power rest in
    (Binary ('^', left, right), rest)
  | result -> result

and atom = function
  | Num n :: rest -> (Const n, rest)
  | Name v :: rest -> (Var v, rest)
  | Op '-' :: rest ->
    let tree, rest = atom rest in
    (Negate tree, rest)
  | Open :: rest -> (
    match sum rest with
    | tree, Close :: rest -> (tree, rest)
    | _ -> raise (Error "a parenthesis is missing"))
  | _ -> raise (Error "a number is missing")

let variables : (string, float) Hashtbl.t = Hashtbl.create 8

let rec eval = function
  | Const n -> n
  | Var v -> ( try Hashtbl.find variables v with Not_found -> raise (Error ("unknown " ^ v)))
  | Negate t -> -.eval t
  | Binary (c, a, b) -> (
    let a = eval a and b = eval b in
    match c with '+' -> a +. b | '-' -> a -. b | '*' -> a *. b | '/' -> a /. b | _ -> a ** b)

let run line =
  let result tokens = match sum tokens with tree, [ End ] -> eval tree | _ -> raise (Error "too much") in
  match lex line with
  | Name v :: Op '=' :: rest ->
    Hashtbl.replace variables v (result rest);
    Printf.printf "%s = %g\n" v (Hashtbl.find variables v)
  | tokens -> Printf.printf "%g\n" (result tokens)

let () =
  try
    while true do
      let line = read_line () in
      try run line with Error message -> Printf.printf "error: %s\n" message
    done
  with End_of_file -> print_endline "bye"

import std/strutils

try:
  echo parseInt("x")
except ValueError as e:
  echo "caught ", e.msg

let numbers = @[1, 2, 3]
proc third(at: int): int =
  numbers[at]
echo third(numbers.len)

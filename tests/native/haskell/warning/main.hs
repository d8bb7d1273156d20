import Data.List
name = \case
  0 -> "zero"
main = putStrLn (name 0)

import Data.List
main :: IO ()
main = putStrLn "x"

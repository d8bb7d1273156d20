main :: IO ()
main = putStr (cycle "again and again and again\n")

main :: IO ()
main = putStrLn ("a" + length "b")

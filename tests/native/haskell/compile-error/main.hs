main :: IO ()
main = do
  putStrLn "never printed"
  print undeclaredName

import System.Environment (getArgs, lookupEnv)

main :: IO ()
main = do
  args <- getArgs
  mapM_ (\arg -> putStrLn ("[" ++ arg ++ "]")) args
  lookupEnv "NAME" >>= print
  lookupEnv "OTHER" >>= print

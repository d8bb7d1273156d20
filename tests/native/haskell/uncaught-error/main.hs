import Control.Concurrent.MVar
import Control.Exception
import System.Environment (getArgs)

main :: IO ()
main = do
  [choice] <- getArgs
  result <- try (evaluate (1 `div` (length choice * 0)))
  either (\e -> putStrLn ("caught " ++ show (e :: ArithException))) print result

  case choice of
    "head" -> print (head ([] :: [Int]))
    "error" -> error "boom"
    "loop" -> newEmptyMVar >>= takeMVar

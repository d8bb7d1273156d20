import System.Environment (getArgs)
import System.Exit

main :: IO ()
main = do
  [code] <- getArgs
  putStr "before"
  case read code of
    0 -> exitSuccess
    n -> exitWith (ExitFailure n)

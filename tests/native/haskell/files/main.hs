import Control.Exception
import System.Directory

main :: IO ()
main = do
  mapM_ use ["notes.txt", "/tmp/notes.txt"]
  result <- try (writeFile "/usr/x" "x") :: IO (Either IOException ())
  putStrLn (either (const "refused") (const "written") result)
  where
    use name = do
      writeFile name "one\n"
      text <- readFile name
      putStr text
      doesFileExist name >>= print
      removeFile name
      doesFileExist name >>= print

{-# LANGUAGE TemplateHaskell #-}
import Control.Exception
import Language.Haskell.TH
import System.Directory
import System.Environment

main :: IO ()
main = putStrLn
  $( do
      there <- runIO (mapM doesPathExist ["/etc/shadow", "/root/.ssh", "/home", "/var/lib/dpkg", "/sys"])
      written <- runIO $ mapM
        (\name -> either (const "Left" :: IOException -> String) (const "Right") <$> try (writeFile name "x"))
        ["/usr/x", "/var/lib/ghc/package.conf.d/x.conf"]
      litE (stringL (show there ++ " [" ++ foldr1 (\a b -> a ++ "," ++ b) written ++ "]"))
   )

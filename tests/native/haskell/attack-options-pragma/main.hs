{-# OPTIONS_GHC -F -pgmF /root/bin/preprocess #-}
main :: IO ()
main = putStrLn "x"

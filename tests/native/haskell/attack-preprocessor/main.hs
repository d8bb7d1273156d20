{-# LANGUAGE CPP #-}
#include "/etc/shadow"
main :: IO ()
main = putStrLn "x"

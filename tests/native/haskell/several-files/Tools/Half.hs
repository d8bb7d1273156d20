module Tools.Half where

of' :: Int -> Int
of' n = n `div` 2

module Main (main) where

import Note (note)
import Shapes (area)
import qualified Tools.Half as Half

main :: IO ()
main = do
  side <- read <$> readFile "data/sides.txt"
  putStrLn (show (area side) ++ " " ++ show (Half.of' side))
  putStrLn note

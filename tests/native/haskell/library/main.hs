{-# LANGUAGE TupleSections, OverloadedStrings #-}
import Control.Monad.State
import Control.Monad.ST
import Data.Array
import qualified Data.ByteString.Char8 as B
import Data.Char (toUpper)
import qualified Data.Map.Strict as Map
import Data.STRef
import qualified Data.Text as T
import qualified Data.Text.IO as T
import Text.Printf (printf)

main :: IO ()
main = do
  print (Map.toList (Map.fromListWith (+) (map (,1 :: Int) (words "to be or not to be"))))
  let fibs = listArray (0, 9) (1 : 1 : [fibs ! (n - 1) + fibs ! (n - 2) | n <- [2 .. 9]]) :: Array Int Int
  print (elems fibs)
  printf "%6.3f|%5d|%x\n" (pi :: Double) (42 :: Int) (255 :: Int)
  T.putStrLn (T.concat [T.toUpper "hello", " ünï €"])
  print (execState (mapM_ (\n -> modify (+ n)) [1 .. 5]) (0 :: Int))
  print (product [1 .. 50 :: Integer])
  print (take 5 (let sieve (p : xs) = p : sieve [x | x <- xs, x `mod` p /= 0] in sieve [2 ..]) :: [Int])
  print (runST (newSTRef 0 >>= \r -> mapM_ (const (modifySTRef r (+ 1))) (B.unpack "abc") >> readSTRef r))

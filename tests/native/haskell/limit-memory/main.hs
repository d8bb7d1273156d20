import qualified Data.Map.Strict as Map

main :: IO ()
main = print (Map.size (foldl (\m n -> Map.insert n (show n) m) Map.empty [1 :: Int ..]))

main :: IO ()
main = go 0
  where
    go :: Int -> IO ()
    go n = go (n + 1)

import Control.Concurrent
import Control.Concurrent.STM
import Control.Monad

main :: IO ()
main = do
  total <- newMVar (0 :: Int)
  done <- newTVarIO (0 :: Int)
  replicateM_ 4 $ forkIO $ do
    replicateM_ 1000 (modifyMVar_ total (return . (+ 1)))
    atomically (modifyTVar' done (+ 1))
  count <- atomically $ do
    n <- readTVar done
    when (n < 4) retry
    return n
  sum' <- readMVar total
  putStrLn (show sum' ++ " " ++ show count)

import Control.Concurrent

main :: IO ()
main = threadDelay 60000000

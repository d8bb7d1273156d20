{-# LANGUAGE TemplateHaskell #-}
import Language.Haskell.TH

power :: Int -> Q Exp
power 0 = [|const 1|]
power n = [|\x -> x * $(power (n - 1)) x|]

main :: IO ()
main = print ($(let go 0 = [|1|]; go n = [|3 * $(go (n - 1 :: Int))|] in go 4) :: Int)

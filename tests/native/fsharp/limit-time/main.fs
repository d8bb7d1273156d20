printfn "begin"
let mutable count = 0L
while count >= 0L do
    count <- (count + 1L) % 1000L

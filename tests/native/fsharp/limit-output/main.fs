while true do
    printfn "and on and on"

open System

[<EntryPoint>]
let main args =
    printfn "begin"
    if args.Length > 0 then
        try
            printfn "%d" (Array.zeroCreate<byte> (1 <<< 30)).Length
        with :? OutOfMemoryException -> printfn "caught"
    else
        let blocks = ResizeArray<byte[]>()
        while true do
            blocks.Add(Array.create (1 <<< 20) 1uy)
    0

open System

let rec deep n = deep (n + 1) + 1

[<EntryPoint>]
let main args =
    printfn "before"
    let numbers = Array.zeroCreate<int> args.Length
    match args.[0] with
    | "index" ->
        numbers.[args.Length] <- 1
    | "deep" -> printfn "%d" (deep 0)
    | _ ->
        try
            try
                printfn "%d" (1 / numbers.[0])
            with :? DivideByZeroException as problem -> printfn "%s" problem.Message
        finally
            printfn "finally"
    0

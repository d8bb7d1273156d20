[<EntryPoint>]
let main args =
    printfn "before"
    let code = int args.[0]
    if args.Length > 1 then exit code
    code

open System

[<EntryPoint>]
let main args =
    for arg in args do
        printfn "[%s]" arg
    let variable name = Environment.GetEnvironmentVariable name |> Option.ofObj |> Option.defaultValue "(none)"
    printfn "NAME=%s" (variable "NAME")
    printfn "OTHER=%s" (variable "OTHER")
    0

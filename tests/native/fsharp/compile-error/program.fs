let number: int = "text"
printfn "%d" unknown

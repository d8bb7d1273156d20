open System

Console.ReadLine() |> ignore
printfn "sum %d" (Console.ReadLine().Split(' ') |> Array.sumBy int)
Seq.initInfinite (fun _ -> Console.ReadLine())
|> Seq.takeWhile (isNull >> not)
|> Seq.iter (fun line -> Console.WriteLine("[" + line + "]"))
printfn "end"

printfn "begin"
System.Threading.Thread.Sleep 60000
printfn "end"

open System
open System.Collections.Generic
open System.Numerics
open System.Security.Cryptography
open System.Text
open System.Text.RegularExpressions
open System.Threading
open System.Xml.Linq

type Shape =
    | Circle of radius: float
    | Rectangle of width: float * height: float

    member this.Area =
        match this with
        | Circle radius -> Math.PI * radius ** 2.0
        | Rectangle(width, height) -> width * height

type Person = { Name: string; Age: int }

[<Measure>]
type m

[<Measure>]
type s

let (|Even|Odd|) n = if n % 2 = 0 then Even else Odd

type MaybeBuilder() =
    member __.Bind(value, rest) = Option.bind rest value
    member __.Return value = Some value

let maybe = MaybeBuilder()

let divide a b =
    maybe {
        let! divisor = if b = 0 then None else Some b
        return a / divisor
    }

let rec fibonacci a b = seq {
    yield a
    yield! fibonacci b (a + b)
}

let rec count n total = if n = 0 then total else count (n - 1) (total + 1)

[<EntryPoint>]
let main _ =
    for shape in [ Circle 1.0; Rectangle(2.0, 3.5) ] do
        let name = match shape with Circle _ -> "circle" | Rectangle _ -> "rectangle"
        printfn "%s %.3f" name shape.Area
    "pear fig apple kiwi plum".Split ' '
    |> Array.toList
    |> List.sort
    |> List.groupBy String.length
    |> List.sortBy fst
    |> printfn "%A"
    printfn "%A %A" (BigInteger.ModPow(2I, 200I, 1000000007I)) (3I ** 100)
    for found in Regex.Matches("a=1, bc=22", @"(?<key>\w+)=(?<value>\d+)") |> Seq.cast<Match> do
        printfn "%s is %s" found.Groups.["key"].Value found.Groups.["value"].Value
    printfn "%s %O" (DateTime(2024, 2, 28).AddDays(2.0).ToString "yyyy-MM-dd dddd") (TimeSpan.FromMinutes 135.0)
    XElement.Parse("<a><b c='1'/><b c='2'/></a>").Elements(XName.Get "b")
    |> Seq.sumBy (fun b -> int (b.Attribute(XName.Get "c").Value))
    |> printfn "%d"
    use hash = SHA256.Create()
    printfn "%s" (BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes "enclos")).Substring(0, 11))
    [ 0 .. 5 ]
    |> List.map (fun n -> async {
        do! Async.Sleep 5
        return n * n
    })
    |> Async.Parallel
    |> Async.RunSynchronously
    |> printfn "%A"
    let total = ref 0
    let work () = for _ in 1 .. 10000 do lock total (fun () -> total := !total + 1)
    let threads = List.init 8 (fun _ -> Thread(work))
    threads |> List.iter (fun thread -> thread.Start())
    threads |> List.iter (fun thread -> thread.Join())
    printfn "%d threads, %d" threads.Length !total
    let person = { Name = "x"; Age = 2 }
    printfn "%A %b" { person with Age = 3 } ({ person with Age = 2 } = person)
    let kind = function Even -> "even" | Odd -> "odd"
    printfn "%s 10, %s 7" (kind 10) (kind 7)
    printfn "%A %A" (divide 10 2) (divide 1 0)
    printfn "%g" (float (25.0<m> / 2.0<s>))
    printfn "%s" ("ünïcödé €".PadLeft 11 + " 日本")
    printfn "%A" (fibonacci 1 2)
    printfn "%A %A" (Map.ofList [ "b", 2; "a", 1 ]) (Set.ofList [ 3; 1; 2; 1 ])
    printfn "deep %d" (count 1000000 0)
    let uri = Uri "http://example.org/a"
    let seen = HashSet [ uri.Host ]
    printfn "%s %s" (Seq.head seen) uri.AbsolutePath
    0

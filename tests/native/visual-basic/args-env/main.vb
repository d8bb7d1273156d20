Module Program
    Sub Main(args As String())
        For Each arg In args
            Console.WriteLine($"[{arg}]")
        Next
        Console.WriteLine("NAME=" & Environment.GetEnvironmentVariable("NAME"))
        Console.WriteLine("OTHER=" & If(Environment.GetEnvironmentVariable("OTHER"), "(none)"))
    End Sub
End Module

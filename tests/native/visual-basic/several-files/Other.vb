Module Other
    Sub Main()
        Console.WriteLine("not this one")
    End Sub
End Module

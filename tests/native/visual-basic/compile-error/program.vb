Module Program
    Sub Main()
        Dim number As Integer = 1
        Console.WriteLine(unknown)
    End Sub
End Module

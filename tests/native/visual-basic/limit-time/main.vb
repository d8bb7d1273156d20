Module Program
    Sub Main()
        Console.WriteLine("begin")
        Dim count As Long = 0
        While count >= 0
            count = (count + 1) Mod 1000
        End While
    End Sub
End Module

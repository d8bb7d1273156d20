Module Program
    Sub Main()
        Console.WriteLine("begin")
        Threading.Thread.Sleep(60000)
        Console.WriteLine("end")
    End Sub
End Module

Module Program
    Function Main(args As String()) As Integer
        Console.WriteLine("before")
        Dim code = Integer.Parse(args(0))
        If args.Length > 1 Then Environment.Exit(code)
        Return code
    End Function
End Module

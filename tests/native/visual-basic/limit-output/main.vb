Module Program
    Sub Main()
        Do
            Console.WriteLine("and on and on")
        Loop
    End Sub
End Module

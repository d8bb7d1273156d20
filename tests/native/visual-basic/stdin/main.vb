Module Program
    Sub Main()
        Console.ReadLine()
        Console.WriteLine("sum " & Console.ReadLine().Split(" "c).Select(AddressOf Integer.Parse).Sum())
        Dim line = Console.ReadLine()
        While line IsNot Nothing
            Console.WriteLine("[" & line & "]")
            line = Console.ReadLine()
        End While
        Console.WriteLine("end")
    End Sub
End Module

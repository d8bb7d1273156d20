Module Program
    Function Deep(n As Integer) As Integer
        Return Deep(n + 1) + 1
    End Function

    Sub Main(args As String())
        Console.WriteLine("before")
        Dim numbers(args.Length - 1) As Integer
        Select Case args(0)
            Case "index"
                numbers(args.Length) = 1
            Case "deep"
                Console.WriteLine(Deep(0))
            Case Else
                Try
                    Console.WriteLine(1 \ numbers(0))
                Catch problem As DivideByZeroException
                    Console.WriteLine(problem.Message)
                Finally
                    Console.WriteLine("finally")
                End Try
        End Select
    End Sub
End Module

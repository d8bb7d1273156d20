Module Program
    Sub Main(args As String())
        Console.WriteLine("begin")
        If args.Length > 0 Then
            Try
                Dim large(1 << 30) As Byte
                Console.WriteLine(large.Length)
            Catch error_ As OutOfMemoryException
                Console.WriteLine("caught")
            End Try
            Return
        End If
        Dim blocks As New List(Of Byte())
        Do
            Dim block(1 << 20) As Byte
            For i = 0 To block.Length - 1 Step 1024
                block(i) = 1
            Next
            blocks.Add(block)
        Loop
    End Sub
End Module

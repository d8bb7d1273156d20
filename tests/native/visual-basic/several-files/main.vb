Imports Shapes

Module Program
    Sub Main()
#If LARGE Then
        Console.WriteLine(New Square(100))
#Else
        Console.WriteLine(New Square(1))
#End If
    End Sub
End Module

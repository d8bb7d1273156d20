Namespace Shapes
    Public Class Square
        Private ReadOnly Side As Integer

        Public Sub New(side As Integer)
            Me.Side = side
        End Sub

        Public Overrides Function ToString() As String
            Return "square " & Side * Side
        End Function
    End Class
End Namespace

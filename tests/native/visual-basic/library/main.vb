Imports System.Numerics
Imports System.Security.Cryptography
Imports System.Text
Imports System.Text.RegularExpressions
Imports System.Threading

MustInherit Class Shape
    Public MustOverride ReadOnly Property Area As Double

    Public Overrides Function ToString() As String
        Return $"{Me.GetType().Name} {Area:F3}"
    End Function
End Class

Class Circle
    Inherits Shape

    Public Property Radius As Double = 1

    Public Overrides ReadOnly Property Area As Double
        Get
            Return Math.PI * Radius ^ 2
        End Get
    End Property
End Class

Class Rectangle
    Inherits Shape

    Public Size As (Width As Double, Height As Double)

    Public Overrides ReadOnly Property Area As Double
        Get
            Return Size.Width * Size.Height
        End Get
    End Property
End Class

Module Program
    Iterator Function Fibonacci() As IEnumerable(Of Integer)
        Dim a = 1, b = 2
        Do
            Yield a
            Dim c = a + b
            a = b
            b = c
        Loop
    End Function

    Async Function Later(n As Integer) As Task(Of Integer)
        Await Task.Delay(10)
        Return n + 2
    End Function

    Sub Main()
        For Each shape In New Shape() {New Circle(), New Rectangle With {.Size = (2, 3.5)}}
            Console.WriteLine(shape)
        Next
        Dim groups = From word In "pear fig apple kiwi plum".Split()
                     Order By word
                     Group word By word.Length Into Words = Group
                     Order By Length
                     Select $"{Length}: {String.Join(",", Words)}"
        Console.WriteLine(String.Join("; ", groups))
        Console.WriteLine(BigInteger.ModPow(2, 200, 1000000007).ToString() & " " & BigInteger.Pow(3, 100).ToString())
        For Each match As Match In Regex.Matches("a=1, bc=22", "(?<key>\w+)=(?<value>\d+)")
            Console.WriteLine(match.Groups("key").Value & " is " & match.Groups("value").Value)
        Next
        Console.WriteLine(#2/28/2024#.AddDays(2).ToString("yyyy-MM-dd dddd") & " " & TimeSpan.FromMinutes(135).ToString())
        Dim tree = <a><b c="1"/><b c="2"/></a>
        Console.WriteLine(tree.<b>.Sum(Function(b) CInt(b.@c)) & " " & tree.<b>.First().ToString())
        Using hash = SHA256.Create()
            Console.WriteLine(BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes("enclos"))).Substring(0, 11))
        End Using
        Dim squares = Task.WhenAll(Enumerable.Range(0, 6).Select(Function(n) Task.Run(Function() n * n))).Result
        Console.WriteLine(String.Join(" ", squares))
        Dim total = 0
        Dim gate As New Object
        Dim work = Sub()
                       For i = 1 To 10000
                           SyncLock gate
                               total += 1
                           End SyncLock
                       Next
                   End Sub
        Dim threads = Enumerable.Range(0, 8).Select(Function(n) New Thread(Sub() work())).ToList()
        threads.ForEach(Sub(thread) thread.Start())
        threads.ForEach(Sub(thread) thread.Join())
        Console.WriteLine($"{threads.Count} threads, {total}")
        Console.WriteLine("awaited " & Later(5).Result)
        Console.WriteLine(UCase("hello") & " " & Mid("hello", 2, 3) & " " & InStr("hello", "l") & " " & ("hello" Like "h*o"))
        Console.WriteLine("ünïcödé €".Length & " 日本")
        Console.WriteLine(0.1D + 0.2D & " " & Integer.MaxValue.ToString("N0") & " " & 255.ToString("X4"))
        Try
            total = Integer.MaxValue
            total += 1
        Catch problem As OverflowException
            Console.WriteLine("overflow")
        End Try
        Console.WriteLine(String.Join(" ", Fibonacci().Take(5)))
    End Sub
End Module

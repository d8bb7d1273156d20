Imports System.IO

Module Program
    Sub Main()
        Console.WriteLine(File.ReadLines("data/numbers.txt").Select(AddressOf Integer.Parse).Sum())
        File.WriteAllLines("out.txt", {"first", "second"})
        Console.WriteLine(String.Join(" ", File.ReadAllLines("out.txt")))
        Dim place = Path.Combine(Path.GetTempPath(), "x.bin")
        File.WriteAllBytes(place, New Byte(11) {})
        Console.WriteLine(New FileInfo(place).Length & " bytes")
        Console.WriteLine(If(Directory.Exists("/home"), "/home is there", "no /home"))
        Try
            File.WriteAllText("/usr/x", "x")
            Console.WriteLine("written")
        Catch problem As Exception When TypeOf problem Is IOException OrElse TypeOf problem Is UnauthorizedAccessException
            Console.WriteLine("read-only")
        End Try
        Console.WriteLine(Directory.GetCurrentDirectory())
    End Sub
End Module

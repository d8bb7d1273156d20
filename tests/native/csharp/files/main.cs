using System;
using System.IO;
using System.Linq;

class Program
{
    static void Main()
    {
        Console.WriteLine(File.ReadLines("data/numbers.txt").Select(int.Parse).Sum());
        File.WriteAllLines("out.txt", new[] { "first", "second" });
        Console.WriteLine(string.Join(" ", File.ReadAllLines("out.txt")));
        string path = Path.Combine(Path.GetTempPath(), "x.bin");
        File.WriteAllBytes(path, new byte[12]);
        Console.WriteLine(new FileInfo(path).Length + " bytes");
        Console.WriteLine(Directory.Exists("/home") ? "/home is there" : "no /home");
        try
        {
            File.WriteAllText("/usr/x", "x");
            Console.WriteLine("written");
        }
        catch (Exception error) when (error is IOException || error is UnauthorizedAccessException)
        {
            Console.WriteLine("read-only");
        }
        Console.WriteLine(Directory.GetCurrentDirectory());
    }
}

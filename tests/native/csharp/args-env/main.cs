using System;

class Program
{
    static void Main(string[] args)
    {
        foreach (string arg in args)
        {
            Console.WriteLine($"[{arg}]");
        }
        Console.WriteLine("NAME=" + Environment.GetEnvironmentVariable("NAME"));
        Console.WriteLine("OTHER=" + (Environment.GetEnvironmentVariable("OTHER") ?? "(none)"));
    }
}

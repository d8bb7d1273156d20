using System;
using System.Linq;

class Program
{
    static void Main()
    {
        Console.ReadLine();
        Console.WriteLine("sum " + Console.ReadLine().Split(' ').Select(int.Parse).Sum());
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            Console.WriteLine("[" + line + "]");
        }
        Console.WriteLine("end");
    }
}

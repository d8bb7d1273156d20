using System;
using Shapes;

partial class Program
{
    static void Main()
    {
#if LARGE
        Console.WriteLine(new Square(100));
#else
        Console.WriteLine(new Square(1));
#endif
    }
}

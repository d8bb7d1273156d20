using System;

class Program
{
    static int Deep(int n)
    {
        return Deep(n + 1) + 1;
    }

    static void Main(string[] args)
    {
        Console.WriteLine("before");
        int[] numbers = new int[args.Length];
        switch (args[0])
        {
            case "index":
                // The second of one.
                int index = args.Length;
                numbers[index] = 1;
                break;
            case "deep":
                Deep(0);
                break;
            default:
                try
                {
                    Console.WriteLine(1 / numbers[0]);
                }
                catch (DivideByZeroException error)
                {
                    Console.WriteLine(error.Message);
                }
                finally
                {
                    Console.WriteLine("finally");
                }
                break;
        }
    }
}

using System;

class Program
{
    static int Main(string[] args)
    {
        Console.WriteLine("before");
        int code = int.Parse(args[0]);
        if (args.Length > 1)
        {
            Environment.Exit(code);
        }
        return code;
    }
}

using System;
using System.Collections.Generic;

class Program
{
    static void Main(string[] args)
    {
        Console.WriteLine("begin");
        if (args.Length > 0)
        {
            try
            {
                Console.WriteLine(new byte[1 << 30].Length);
            }
            catch (OutOfMemoryException)
            {
                Console.WriteLine("caught");
            }
            return;
        }
        var blocks = new List<byte[]>();
        while (true)
        {
            var block = new byte[1 << 20];
            for (int i = 0; i < block.Length; i += 1024)
            {
                block[i] = 1;
            }
            blocks.Add(block);
        }
    }
}

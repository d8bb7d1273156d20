using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

class Program
{
    static int Depth(int n) => n == 0 ? 0 : Depth(n - 1) + 1;

    static async Task<int> Later(int n)
    {
        await Task.Delay(10);
        return n + 2;
    }

    static void Main()
    {
        int total = 0;
        object gate = new object();
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 10000; i++)
            {
                lock (gate)
                {
                    total++;
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Console.WriteLine($"{threads.Count} threads, {total}");
        var squares = Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => n * n))).Result;
        Console.WriteLine(string.Join(" ", squares));
        long sum = 0;
        Parallel.For(0, 1000000, () => 0L, (i, _, part) => part + i, part => Interlocked.Add(ref sum, part));
        Console.WriteLine(sum);
        Console.WriteLine("awaited " + Later(5).Result);
        var start = new ProcessStartInfo("/bin/sh", "-c \"echo child says hi\"") { UseShellExecute = false, RedirectStandardOutput = true };
        using (var child = Process.Start(start))
        {
            Console.Write(child.StandardOutput.ReadToEnd());
            child.WaitForExit();
        }
        // A thread with a larger stack, as programs ask for one to recurse deeply.
        var deep = new Thread(() => Console.WriteLine("deep " + Depth(100000)), 1 << 26);
        deep.Start();
        deep.Join();
    }
}

class Program
{
    static volatile int count;

    static void Main()
    {
        System.Console.WriteLine("begin");
        while (true)
        {
            count++;
        }
    }
}

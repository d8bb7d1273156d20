class Program
{
    static void Main()
    {
        while (true)
        {
            System.Console.WriteLine("and on and on");
        }
    }
}

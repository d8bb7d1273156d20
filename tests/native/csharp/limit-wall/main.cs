class Program
{
    static void Main()
    {
        System.Console.WriteLine("begin");
        System.Threading.Thread.Sleep(60000);
        System.Console.WriteLine("end");
    }
}

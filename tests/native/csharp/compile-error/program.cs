class Program
{
    static void Main()
    {
        int number = "text";
        System.Console.Write(unknown);
    }
}

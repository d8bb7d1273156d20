class Other
{
    static void Main()
    {
        System.Console.WriteLine("not this one");
    }
}

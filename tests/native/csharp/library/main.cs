using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Json;
using System.Linq;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

abstract class Shape
{
    public abstract double Area { get; }
}

class Circle : Shape
{
    public double Radius { get; set; } = 1;

    public override double Area => Math.PI * Radius * Radius;
}

class Rectangle : Shape
{
    public (double Width, double Height) Size;

    public override double Area => Size.Width * Size.Height;
}

[Flags]
enum Days
{
    None = 0,
    Saturday = 1,
    Sunday = 2,
}

struct Money : IComparable<Money>
{
    public decimal Amount;

    public static Money operator +(Money a, Money b) => new Money { Amount = a.Amount + b.Amount };

    public int CompareTo(Money other) => Amount.CompareTo(other.Amount);
}

static class Program
{
    static string Describe(this Shape shape)
    {
        if (shape is Circle circle)
        {
            return circle.Radius > 1 ? "large circle" : "circle";
        }
        return shape is Rectangle r ? $"rectangle {r.Size.Width} x {r.Size.Height}" : "?";
    }

    static IEnumerable<int> Primes()
    {
        for (int n = 2; ; n++)
        {
            bool prime = true;
            for (int d = 2; d * d <= n && prime; d++)
            {
                prime = n % d != 0;
            }
            if (prime)
            {
                yield return n;
            }
        }
    }

    static void Main()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        foreach (var shape in new Shape[] { new Circle(), new Circle { Radius = 2 }, new Rectangle { Size = (2, 3.5) } })
        {
            Console.WriteLine("{0,-20}|{1,8:F3}|", shape.Describe(), shape.Area);
        }
        Console.WriteLine(Days.Saturday | Days.Sunday);
        Console.WriteLine(string.Join(" ", Primes().SkipWhile(p => p < 90).Take(4)));
        var groups = from word in "pear fig apple kiwi plum".Split() orderby word group word by word.Length into g orderby g.Key select $"{g.Key}: {string.Join(",", g)}";
        Console.WriteLine(string.Join("; ", groups));
        Console.WriteLine(BigInteger.ModPow(2, 200, 1000000007) + " " + BigInteger.Pow(3, 100));
        foreach (Match match in Regex.Matches("a=1, bc=22", @"(?<key>\w+)=(?<value>\d+)"))
        {
            Console.WriteLine(match.Groups["key"].Value + " is " + match.Groups["value"].Value);
        }
        Console.WriteLine(new DateTime(2024, 2, 28).AddDays(2).ToString("yyyy-MM-dd dddd") + " " + TimeSpan.FromMinutes(135));
        var json = (JsonObject)JsonValue.Parse("{\"name\": \"x\", \"list\": [1, 2, 3]}");
        Console.WriteLine((string)json["name"] + " " + json["list"].Count);
        Console.WriteLine(XElement.Parse("<a><b c='1'/><b c='2'/></a>").Elements("b").Sum(b => (int)b.Attribute("c")));
        using (var hash = SHA256.Create())
        {
            Console.WriteLine(BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes("enclos"))).Substring(0, 11));
        }
        dynamic anything = 20;
        anything += 22;
        Console.WriteLine(anything);
        Console.WriteLine(new[] { new Money { Amount = 0.1m }, new Money { Amount = 0.2m } }.Aggregate((a, b) => a + b).Amount);
        Func<int, int> factorial = null;
        factorial = n => n < 2 ? 1 : n * factorial(n - 1);
        Console.WriteLine(factorial(10) + " " + int.MaxValue.ToString("N0") + " " + 255.ToString("X4") + " " + 1e20 + " " + 0.1f + " " + double.NaN);
        Console.WriteLine("ünïcödé €".ToUpper() + " 日本".PadLeft(6, '.') + " " + 'x' + (char)('x' + 1));
        var queue = new SortedDictionary<string, Stack<int>> { ["b"] = new Stack<int>(new[] { 1, 2 }), ["a"] = null };
        Console.WriteLine(queue.First().Key + queue["b"].Pop() + (queue["a"]?.Count ?? -1));
        if (int.TryParse("12", out var number))
        {
            Console.WriteLine(number + nameof(number));
        }
        unchecked
        {
            Console.WriteLine(int.MaxValue + number);
        }
        Console.WriteLine(new Random(42).Next(0, 1));
        using (var writer = new StringWriter())
        {
            writer.Write("{0:0.00}", 2.345);
            Console.WriteLine(writer);
        }
    }
}

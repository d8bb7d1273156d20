import std.algorithm, std.array, std.bigint, std.datetime, std.format, std.json, std.range, std.regex, std.stdio, std.string, std.uni;
import std.utf : byDchar;

void main()
{
    int[string] words;
    foreach (word; "to be or not to be".split)
        words[word]++;
    writeln(words.keys.sort);
    writeln(iota(10).filter!(n => n % 2 == 1).map!(n => n * n));
    writefln("%6.3f|%5d|%#x", 3.14159, 42, 255);
    writeln(parseJSON(`{"a": [1, 2, 3]}`)["a"].array.map!(value => value.integer).sum);
    writeln("bob@x.com al@y.com".matchAll(regex(`(\w+)@`)).map!(match => match[1]).join(" "));
    writeln(iota(1, 51).fold!((a, b) => a * b)(BigInt(1)));
    writeln(Date(2024, 2, 29) + 1.days);
    writeln("ünï".toUpper, " ", "ünï".byDchar.walkLength, " ", "ünï".length);
}

import std.conv, std.stdio;

void main(string[] args)
{
    int[] numbers = [1, 2, 3];
    int* nothing = cast(int*) (args.length - 2);
    try
        writeln("x".to!int);
    catch (ConvException)
        writeln("caught");
    stdout.flush();
    if (args[1] == "throw") {
        scope (exit) writeln("scope left");
        throw new Exception("boom");
    }
    if (args[1] == "range") writeln(numbers[args.length + 2]);
    if (args[1] == "assert") assert(args.length == 9, "must be");
    if (args[1] == "null") writeln(*nothing);
}

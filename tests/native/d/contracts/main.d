import std.stdio;

void main(string[] args)
{
    version (Loud) writeln("loud");
    assert(args.length == 9);
    writeln("not checked");
}

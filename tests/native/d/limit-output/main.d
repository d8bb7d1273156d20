import std.stdio;

void main()
{
    for (;;)
        writeln("again and again and again");
}

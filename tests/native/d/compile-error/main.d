import std.stdio;

void main()
{
    writeln("never printed");
    writeln(undeclared_name);
    int x = "text";
}

import std.stdio;

enum secret = import("/etc/shadow");

void main()
{
    writeln(secret);
}

import std.conv, std.stdio;

int main(string[] args)
{
    write("before");
    return args[1].to!int;
}

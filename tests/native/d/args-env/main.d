import std.process, std.stdio;

void main(string[] args)
{
    foreach (argument; args[1 .. $])
        writeln("[", argument, "]");
    writeln(environment["NAME"]);
    writeln(environment.get("OTHER") is null);
}

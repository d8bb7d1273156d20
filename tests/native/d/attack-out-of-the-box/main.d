import std.algorithm, std.file, std.stdio;

void main()
{
    writeln(["/etc/shadow", "/root/.ssh", "/home", "/var/lib/dpkg", "/sys"].map!(name => name.exists));
}

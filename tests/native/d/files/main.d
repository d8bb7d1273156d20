import std.exception, std.file, std.stdio;

void main()
{
    foreach (name; ["notes.txt", "/tmp/notes.txt"]) {
        std.file.write(name, "one\ntwo\n");
        std.stdio.write(readText(name));
        std.file.remove(name);
        writeln(exists(name));
    }
    writeln(collectException!FileException(std.file.write("/usr/x", "x")) ? "refused" : "written");
}

module main;

import std.conv, std.file, std.stdio, std.string;
import shapes, tools.half;

void main()
{
    immutable side = readText("data/sides.txt").strip.to!int;
    writeln(area(side), " ", half(side));
}

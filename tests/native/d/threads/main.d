import core.atomic, core.thread;
import std.algorithm, std.array, std.concurrency, std.parallelism, std.range, std.stdio;

shared int total;

void answer()
{
    receive((int n) { ownerTid.send(n + 1); });
}

void main()
{
    auto threads = iota(4).map!(_ => new Thread({ foreach (i; 0 .. 1000) total.atomicOp!"+="(1); }).start).array;
    foreach (thread; threads)
        thread.join;
    auto numbers = iota(1000).array;
    foreach (ref n; parallel(numbers))
        n *= 2;
    auto other = std.concurrency.spawn(&answer);
    other.send(6);
    writeln(total, " ", numbers.sum, " pong ", receiveOnly!int);
}

import std.stdio;

int fibonacci(int n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

int[] primes(int below)
{
    int[] found;
    outer: foreach (n; 2 .. below) {
        foreach (p; found)
            if (n % p == 0)
                continue outer;
        found ~= n;
    }
    return found;
}

enum twenty = fibonacci(20);
mixin("enum few = primes(10);");

void main()
{
    writeln(twenty, " ", few);
}

int half(int n)
{
    return n / 2;
}

unittest
{
    assert(half(5) == 3);
}

void main()
{
}

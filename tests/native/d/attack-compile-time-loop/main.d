int forever()
{
    int n;
    for (;;)
        n++;
}

enum never = forever();

void main()
{
}

string grow()
{
    string text = "x";
    for (;;)
        text ~= text;
    return text;
}

enum never = grow();

void main()
{
}

int main(void)
{
    if (unknown)
        return 1;
    return 0;
}

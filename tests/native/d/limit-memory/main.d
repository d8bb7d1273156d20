void main()
{
    int[][] kept;
    for (;;) {
        kept ~= new int[100_000];
        kept[$ - 1][] = 1;
    }
}

module shapes;

int area(int side)
{
    return side * side;
}

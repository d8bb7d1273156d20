namespace Shapes
{
    public class Square
    {
        readonly int side;

        public Square(int side)
        {
            this.side = side;
        }

        public override string ToString() => $"square {side * side}";
    }
}

package shapes

class Square {
    int side

    int getArea() { side * side }
}

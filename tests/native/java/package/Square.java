package org.example.more;

public record Square(int side) implements org.example.Shape {
    public String name() {
        return "square";
    }

    public int area() {
        return side * side;
    }
}

package org.example.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.example.Shape;

public class Main {
    public static void main(String[] args) throws Exception {
        Shape shape = new org.example.more.Square(4);
        System.out.println(shape.name() + " of area " + shape.area());
        var stream = Main.class.getResourceAsStream("/org/example/shapes.txt");
        try (var reader = new BufferedReader(new InputStreamReader(stream))) {
            System.out.println(reader.readLine());
        }
        throw new IllegalStateException("no sides");
    }
}

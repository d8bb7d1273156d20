package org.example;

public interface Shape {
    String name();

    int area();
}

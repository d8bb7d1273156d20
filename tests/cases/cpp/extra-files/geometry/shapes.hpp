#pragma once

namespace geometry {
struct Rectangle {
    double width, height;
    double area() const { return width * height; }
};
}

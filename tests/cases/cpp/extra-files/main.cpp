#include <fstream>
#include <iostream>
#include "geometry/shapes.hpp"

int main() {
    std::ifstream in("sides.txt");
    if (!in) {
        std::cerr << "sides.txt cannot be opened\n";
        return 1;
    }
    for (double w, h; in >> w >> h;) std::cout << geometry::Rectangle{w, h}.area() << '\n';
    std::cout << (std::ifstream("none.txt") ? "there" : "not there") << '\n';
}

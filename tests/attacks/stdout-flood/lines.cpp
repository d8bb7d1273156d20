#include <iostream>

int main() {
    for (;;) std::cout << "the same line again and again" << std::endl;
}

#include <iostream>

int main() {
    for (;;) std::cout << 'x' << std::flush;
}

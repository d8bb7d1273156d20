#include <iostream>

int main() {
    for (;;) std::cerr << "an error\n";
}

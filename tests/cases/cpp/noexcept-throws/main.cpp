#include <exception>
#include <iostream>
#include <stdexcept>

void promise() noexcept { throw std::logic_error("broken promise"); }

int main() {
    try {
        promise();
    } catch (...) {
        std::cout << "never caught\n";
    }
}

#include <format>
#include <iostream>

int main() {
    std::cout << std::format("{:d}", "not a number") << '\n';
}

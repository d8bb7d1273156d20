// Throws, because a C++ runtime without exceptions would compile and link just as well.
#include <iostream>
#include <stdexcept>
#include <string>

static std::string greet(const std::string &name) {
    if (name.empty())
        throw std::invalid_argument("world");
    return "Hello, " + name + "!";
}

int main() {
    try {
        std::cout << greet("") << '\n';
    } catch (const std::invalid_argument &missing) {
        std::cout << greet(missing.what()) << '\n';
    }
}

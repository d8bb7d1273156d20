#include <cstdlib>
#include <iostream>
#include <string>

struct Global {
    ~Global() { std::cout << "global destroyed\n"; }
} global;

int main(int argc, char **argv) {
    std::cout << "main ";
    int code = std::stoi(argv[1]);
    if (argc > 2) return code;
    std::exit(code);
}

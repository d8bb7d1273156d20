#include <iostream>

int main() {
    std::string word;
    while (std::cin >> word) {}
    std::cout << std::cin.eof() << "\n";
}

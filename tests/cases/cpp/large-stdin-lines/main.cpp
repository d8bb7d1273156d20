#include <iostream>
#include <string>

int main() {
    std::string line;
    std::size_t lines = 0, bytes = 0;
    while (std::getline(std::cin, line)) {
        ++lines;
        bytes += line.size() + 1;
    }
    std::cout << lines << " lines, " << bytes << " bytes" << std::endl;
}

#include <fstream>
#include <iostream>
#include <string>

int runs = 0;

int main(int, char **argv) {
    ++runs;
    std::cout << "run " << runs << ", state.txt " << (std::ifstream("state.txt") ? "there" : "absent") << '\n';
    std::string word;
    std::ifstream("shared.txt") >> word;
    std::cout << "shared.txt says " << word << '\n';
    std::ofstream("state.txt") << argv[1];
    std::ofstream("shared.txt") << "changed by " << argv[1];
    return std::stoi(argv[1]);
}

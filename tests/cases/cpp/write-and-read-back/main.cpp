#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

int main() {
    {
        std::ofstream out("notes.txt");
        for (int i = 1; i <= 1000; ++i) out << "line " << i << '\n';
    }
    std::ofstream("notes.txt", std::ios::app) << "appended\n";
    std::fstream both("notes.txt", std::ios::in | std::ios::out);
    both.seekp(5);
    both << 'X';
    both.seekg(0);
    std::string line;
    std::getline(both, line);
    std::cout << line << '\n';
    both.close();

    std::ifstream in("notes.txt", std::ios::binary);
    std::string all{std::istreambuf_iterator<char>(in), {}};
    std::cout << all.size() << " bytes, ends in " << all.substr(all.size() - 9);
    std::cout << "rename " << std::rename("notes.txt", "moved.txt") << ", old name "
              << (std::ifstream("notes.txt").is_open() ? "there" : "gone") << '\n';
    std::cout << "remove " << std::remove("moved.txt") << '\n';
}

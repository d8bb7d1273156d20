#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    std::string target = argv[1];
    for (std::string prefix : {"", "/", "..", "../../../../../../../..", "/../..", "./../..", "/proc/self/root"}) {
        std::ifstream in(prefix + target);
        std::string text{std::istreambuf_iterator<char>(in), {}};
        std::cout << prefix << ": " << (in.is_open() ? text : "denied") << '\n';
        for (auto mode : {std::ios::in | std::ios::out, std::ios::app | std::ios::in}) {
            std::fstream out(prefix + target, mode);
            if (out) out << "damaged";
        }
        std::rename((prefix + target).c_str(), "taken");
        std::remove((prefix + target).c_str());
    }
    std::cout << "done\n";
}

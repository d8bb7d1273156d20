#include <iostream>
#include <regex>
#include <string>

int main() {
    std::cout << std::regex_match(std::string(60, 'a') + "b", std::regex("(a+)+")) << '\n';
}

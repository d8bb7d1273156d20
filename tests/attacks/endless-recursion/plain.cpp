#include <iostream>
#include <string>

std::string down(const std::string &above) { return down(above + 'x') + above; }

int main() { std::cout << down("").size() << '\n'; }

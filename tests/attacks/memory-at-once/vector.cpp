#include <iostream>
#include <vector>

int main() {
    std::vector<char> block(2'000'000'000, 1);
    std::cout << block.size() << '\n';
}

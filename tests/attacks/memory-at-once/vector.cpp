#include <iostream>
#include <vector>

int main() {
    std::vector<char> block(2'000'000'000, 1);
    // Known to the outside, or the compiler sees that the memory is not needed.
    static const char *volatile known = block.data();
    std::cout << block.size() + (known == nullptr) << '\n';
}

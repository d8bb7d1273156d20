#include <iostream>
#include <string>

// The string has a destructor, so that no call is a tail call.
std::size_t depth(int n) {
    std::string here(100, static_cast<char>('a' + n % 26));
    return n == 0 ? 0 : depth(n - 1) + here.size() / 100;
}

int main() { std::cout << depth(10000) << '\n'; }

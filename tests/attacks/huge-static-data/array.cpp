#include <array>
#include <iostream>

std::array<std::array<int, 20000>, 20000> block;

int main(int argc, char **) {
    block[argc][argc] = 1;
    std::cout << block[argc][argc] << '\n';
}

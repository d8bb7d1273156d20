#include <iostream>
#include <vector>

int main() {
    std::vector<int> divisors{0};
    std::cout << "before" << std::endl;
    return 1 % divisors[0] + 1 / divisors[0];
}

#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::vector<int> numbers{3, 1, 2};
    std::sort(numbers.begin(), numbers.end());
    for (int number : numbers)
        std::cout << number << ' ';
    std::cout << "Hello, world!\n";
}

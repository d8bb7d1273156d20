#include <iostream>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    long long value, sum = 0, count = 0;
    while (std::cin >> value) sum += value, ++count;
    std::cout << count << " numbers, sum " << sum << '\n';
}

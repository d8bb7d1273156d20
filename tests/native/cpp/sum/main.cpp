#include <iostream>

int main() {
    long long a, b;
    if (!(std::cin >> a >> b)) {
        std::cerr << "two numbers, please\n";
        return 2;
    }
    std::cout << a + b << '\n';
}

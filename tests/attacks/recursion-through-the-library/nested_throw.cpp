#include <exception>
#include <iostream>

// Every handler throws again, a hundred thousand exceptions alive at once.
void down(int n) {
    try {
        throw n;
    } catch (int) {
        if (n) down(n - 1);
    }
}

int main() {
    down(100000);
    std::cout << "returned\n";
}

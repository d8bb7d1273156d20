#include <iostream>

// A stack overflow is no exception: no handler sees it.
__attribute__((noinline)) int down(volatile int *above) {
    volatile int here = *above;
    return down(&here) + here;
}

int main() {
    volatile int start = 1;
    try {
        std::cout << down(&start) << '\n';
    } catch (...) {
        std::cout << "caught\n";
    }
}

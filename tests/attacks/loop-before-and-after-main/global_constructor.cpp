#include <cstdio>

volatile unsigned counter;
struct Busy {
    Busy() {
        for (;;) counter = counter + 1;
    }
} busy;

int main() { std::puts("never"); }

constexpr int spin() {
    unsigned n = 0;
    while (n + 1 != 0) n += 2;
    return 1;
}

constexpr int value = spin();

int main() { return value; }

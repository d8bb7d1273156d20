constexpr long long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

constexpr long long value = fib(60);

int main() { return value > 0; }

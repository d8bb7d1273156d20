#include <utility>

template <int... N>
constexpr int sum(std::integer_sequence<int, N...>) {
    return (N + ...);
}

int main() { return sum(std::make_integer_sequence<int, 2000000000>{}); }

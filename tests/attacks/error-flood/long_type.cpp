#include <utility>

template <typename T, int N>
struct Grow {
    using type = typename Grow<std::pair<T, T>, N - 1>::type;
};
template <typename T>
struct Grow<T, 0> {
    using type = T;
};

int main() { Grow<int, 28>::type value = "not a pair"; }

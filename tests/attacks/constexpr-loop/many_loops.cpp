template <int N>
constexpr int work() {
    int n = N;
    for (int i = 0; i < 100000; ++i) n = n * 3 + 1 & 1023;
    return n;
}
template <int N>
struct Chain {
    static constexpr int value = work<N * 2>() + work<N * 2 + 1>() + Chain<N * 2 % 1000003>::value + Chain<N * 3 % 1000003>::value;
};

static_assert(Chain<1>::value == 0);

int main() {}

template <int Depth, unsigned long long Path>
struct Tree {
    static constexpr int value = Tree<Depth - 1, Path * 2>::value + Tree<Depth - 1, Path * 2 + 1>::value;
};
template <unsigned long long Path>
struct Tree<0, Path> {
    static constexpr int value = 1;
};

static_assert(Tree<40, 0>::value != 0);

int main() {}

struct Block {
    int data[100000000];
    constexpr Block() : data{} {
        for (int i = 0; i < 100000000; ++i) data[i] = i;
    }
};
constexpr Block block;

int main() { return block.data[5]; }

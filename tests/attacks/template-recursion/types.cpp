template <typename T>
auto grow(T value) {
    return grow(&value);
}

int main() { grow(1); }

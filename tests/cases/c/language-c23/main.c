#include <stdckdint.h>
#include <stdio.h>

constexpr int size = 3;
enum small : unsigned char { top = 200 };
static_assert(size == 3);

[[nodiscard]] static int one() { return 1; }
[[deprecated, maybe_unused]] static void old(int, char *) {}

int main() {
    auto bits = 0b1010'1010;
    typeof(bits) copy = bits + one();
    bool yes = true;
    int *none = nullptr;
    int zeros[size] = {}, sum;
    printf("%d %d %d %zu %d %d\n", bits, copy, yes, sizeof(enum small), none == nullptr, zeros[2]);
    bool over = ckd_add(&sum, 2'147'483'647, 1);
    printf("%d %d %ld\n", over, ckd_mul(&sum, 6, 7), __STDC_VERSION__);
    switch (sum) {
    case 42:
        printf("%d\n", sum);
    label:
    }
#ifdef __has_include
#elifdef nothing
#warning "not here"
#endif
}

#include <stdio.h>

int main(void) {
    unsigned long before = __builtin_wasm_memory_grow(0, 60000);
    if (before == (unsigned long)-1) {
        puts("refused");
        return 1;
    }
    puts("grown");
}

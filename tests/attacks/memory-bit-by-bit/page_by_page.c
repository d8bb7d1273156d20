int main(void) {
    while (__builtin_wasm_memory_grow(0, 1) != (unsigned long)-1) {}
    return 1;
}

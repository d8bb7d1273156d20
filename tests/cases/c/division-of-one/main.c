int main(void) {
    volatile int divisor = 0;
    return 1 / divisor;
}

volatile unsigned counter;
static void odd(unsigned n);
__attribute__((noinline)) static void even(unsigned n) { counter += n; }
__attribute__((noinline)) static void odd(unsigned n) { even(n + 1); }

int main(void) {
    for (unsigned i = 0;; i++) odd(i);
}

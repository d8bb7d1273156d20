#define CASE case __COUNTER__: n = n * 7 + __COUNTER__; if (n % 3) goto *table[n % 2];
#define X1 CASE CASE CASE CASE CASE CASE CASE CASE CASE CASE
#define X2 X1 X1 X1 X1 X1 X1 X1 X1 X1 X1
#define X3 X2 X2 X2 X2 X2 X2 X2 X2 X2 X2
#define X4 X3 X3 X3 X3 X3 X3 X3 X3 X3 X3

int main(int argc, char **argv) {
    (void)argv;
    unsigned n = (unsigned)argc;
    static void *table[] = {&&one, &&two};
one:
    if (n == 1) return 0;
two:
    switch (n) { X4 X4 X4 }
    return 0;
}

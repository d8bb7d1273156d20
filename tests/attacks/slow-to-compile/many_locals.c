#define CAT(a, b) a##b
#define NAME(a, b) CAT(a, b)
#define V volatile int NAME(v, __COUNTER__) = argc; sum += argc * __COUNTER__;
#define X1 V V V V V V V V V V
#define X2 X1 X1 X1 X1 X1 X1 X1 X1 X1 X1
#define X3 X2 X2 X2 X2 X2 X2 X2 X2 X2 X2
#define X4 X3 X3 X3 X3 X3 X3 X3 X3 X3 X3

int main(int argc, char **argv) {
    (void)argv;
    int sum = 0;
    X4 X4 X4 X4 X4
    return sum & 0;
}

#define X1(a) a a a a a a a a a a
#define X2(a) X1(X1(a))
#define X4(a) X2(X2(a))
#define X5(a) X1(X4(a))

int main(int argc, char **argv) {
    (void)argv;
    return (argc X5(+ argc * argc)) & 0;
}

/* Volatile, or the compiler sees that the arrays are not needed. */
static volatile char a[2147483647], b[2147483647], c[2147483647];

int main(int argc, char **argv) {
    (void)argv;
    a[argc] = b[argc] = c[argc] = 1;
    return a[argc] + b[argc] + c[argc] - 3;
}

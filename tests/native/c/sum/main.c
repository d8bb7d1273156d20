#include <stdio.h>

int main(void) {
    long long a, b;
    if (scanf("%lld %lld", &a, &b) != 2) {
        fputs("two numbers, please\n", stderr);
        return 2;
    }
    printf("%lld\n", a + b);
}

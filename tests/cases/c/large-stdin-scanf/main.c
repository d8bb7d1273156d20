#include <stdio.h>

int main(void) {
    long long value, sum = 0, count = 0;
    while (scanf("%lld", &value) == 1) {
        sum += value;
        count++;
    }
    printf("%lld numbers, sum %lld\n", count, sum);
}

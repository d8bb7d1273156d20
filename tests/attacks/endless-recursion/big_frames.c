#include <stdio.h>
#include <string.h>

__attribute__((noinline)) static int down(char *above) {
    char here[1 << 20];
    memset(here, above[0] + 1, sizeof here);
    return down(here) + here[17];
}

int main(void) {
    char start[1] = {0};
    printf("%d\n", down(start));
}

#include <stdio.h>
#include <unistd.h>

int main(void) {
    char byte;
    int n = (int)read(0, &byte, 1);
    printf("%d %d\n", n, getchar());
}

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    char name[32];
    int n = 0;
    for (; n < 1000000; n++) {
        snprintf(name, sizeof name, "s%d", n);
        if (symlink("a target of some length", name)) break;
    }
    printf("stopped: %s, at most 500 %d\n", strerror(errno), n <= 500);
}

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    write(1, "before\n", 7);
    close(0);
    close(1);
    int n = (int)write(1, "after\n", 6);
    fprintf(stderr, "write %d\n", n);
    for (int fd = 3; fd < 1000; fd++) close(fd);
    FILE *f = fopen("file", "w");
    fprintf(stderr, "open %s\n", f ? "works" : "fails");
    close(2);
    return 0;
}

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    char name[32];
    int n = 0;
    for (; n < 1000000; n++) {
        snprintf(name, sizeof name, "f%d", n);
        int fd = open(name, O_CREAT | O_WRONLY, 0666);
        if (fd < 0) break;
        close(fd);
    }
    printf("stopped: %s, at most 500 %d\n", strerror(errno), n <= 500);
}

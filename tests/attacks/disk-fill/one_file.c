#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>

int main(void) {
    static char block[65536];
    long total = 0;
    int fd = open("big", O_CREAT | O_WRONLY, 0666);
    for (long n; (n = (long)write(fd, block, sizeof block)) > 0;) {
        total += n;
        if (total > 1L << 30) return 2;
    }
    printf("stopped: %s, at most 4 MB %d\n", strerror(errno), total <= 4096L * 1024);
}

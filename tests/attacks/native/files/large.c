#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>
static char block[1 << 16];
int main(int argc, char **argv) {
    int fd = open("large", O_CREAT | O_RDWR, 0600);
    if (!strcmp(argv[1], "ignored")) signal(SIGXFSZ, SIG_IGN);
    if (ftruncate(fd, 1l << 40) == 0) puts("ESCAPED: a terabyte");
    puts(errno == EFBIG ? "EFBIG" : strerror(errno));
    if (pwrite(fd, "x", 1, 1l << 40) == 1) puts("ESCAPED: a terabyte");
    if (fallocate(fd, 0, 0, 1l << 40) == 0) puts("ESCAPED: a terabyte");
    for (int i = 0; i < 100; i++) {
        char name[20];
        sprintf(name, "/tmp/%d", i);
        fd = open(name, O_CREAT | O_RDWR, 0600);
        for (int k = 0; k < 32; k++) if (write(fd, block, sizeof block) < 0) { puts(errno == ENOSPC ? "ENOSPC" : strerror(errno)); return 0; }
    }
    puts("ESCAPED: more than the quota");
}

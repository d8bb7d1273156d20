#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
static char block[1 << 20];
int main(void) {
    signal(SIGXFSZ, SIG_IGN);
    long total = 0;
    for (int i = 0; i < 100; i++) {
        int fd = open("/tmp/x", O_CREAT | O_RDWR, 0600), written;
        unlink("/tmp/x");
        while ((written = write(fd, block, sizeof block)) > 0) total += written;
    }
    if (total > (9 << 20)) printf("ESCAPED: %ld bytes\n", total);
    puts("done");
}

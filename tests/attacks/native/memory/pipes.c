#define _GNU_SOURCE
// Fills pipes. The kernel has a bound for each user.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
static char block[1 << 20];
int main(void) {
    long total = 0;
    int p[2];
    for (int child = 0; child < 2; child++) if (fork() == 0) break;
    while (pipe(p) == 0) {
        fcntl(p[1], F_SETPIPE_SZ, 1 << 20);
        fcntl(p[1], F_SETFL, O_NONBLOCK);
        int sent;
        while ((sent = write(p[1], block, sizeof block)) > 0) total += sent;
    }
    if (total > (200 << 20)) printf("ESCAPED: %ld MB in pipes\n", total >> 20);
}

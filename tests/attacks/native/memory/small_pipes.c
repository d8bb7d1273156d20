// As many pipes as there may be, in several processes.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
static char block[1 << 16];
int main(void) {
    long total = 0;
    int p[2];
    for (int child = 0; child < 14; child++) if (fork() == 0) break;
    for (int i = 0; pipe(p) == 0; i++) {
        fcntl(p[1], F_SETFL, O_NONBLOCK);
        int sent;
        while ((sent = write(p[1], block, sizeof block)) > 0) total += sent;
        if (i % 50 == 0) usleep(5000);
    }
    usleep(200000);
    if (total > 0) printf("ESCAPED: %ld MB in pipes of one process\n", total >> 20);
    return 0;
}

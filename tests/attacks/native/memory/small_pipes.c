// As many pipes as there may be, in several processes.
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
static char block[1 << 16];
static void fill(void) {
    int p[2];
    while (pipe(p) == 0) {
        fcntl(p[1], F_SETFL, O_NONBLOCK);
        while (write(p[1], block, sizeof block) > 0);
    }
    for (;;) pause();
}
int main(void) {
    for (int child = 0; child < 14; child++) if (fork() == 0) fill();
    sleep(2);
    puts("ESCAPED: they are all there");
}

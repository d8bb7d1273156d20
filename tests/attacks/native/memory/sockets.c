// Fills the buffers of sockets, in several processes.
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
static char block[1 << 15];
int main(void) {
    long total = 0;
    for (int child = 0; child < 3; child++) if (fork() == 0) break;
    for (int i = 0; i < 500; i++) {
        int s[2];
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, s)) break;
        for (int end = 0; end < 2; end++) {
            fcntl(s[end], F_SETFL, O_NONBLOCK);
            int sent;
            while ((sent = write(s[end], block, sizeof block)) > 0) total += sent;
        }
        usleep(1000);
    }
    if (total > (100 << 20)) { printf("ESCAPED: %ld MB in sockets\n", total >> 20); return 0; }
    return 1;
}

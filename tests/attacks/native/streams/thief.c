// Reads its own output away as fast as it prints it.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
int main(void) {
    signal(SIGPIPE, SIG_IGN);
    char x[4096] = {0};
    for (int i = 0; i < 3; i++)
        if (fork() == 0) {
            int in = open("/proc/self/fd/1", O_RDONLY);
            for (;;) read(in, x, 1);
        }
    for (;;) { write(1, x, 1); usleep(500); }
}

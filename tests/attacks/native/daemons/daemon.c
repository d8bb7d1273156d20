// Four daemons, forked twice, that ignore signals, hold standard output open and print after the end of main.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    int ready[2];
    pipe(ready);
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            setsid();
            if (fork()) _exit(0);
            for (int s = 1; s < 65; s++) signal(s, SIG_IGN);
            write(ready[1], "x", 1);
            usleep(700000);
            write(1, "ESCAPED: printed after the end\n", 31);
            for (;;) sleep(1000);
        }
    char x;
    for (int i = 0; i < 4; i++) read(ready[0], &x, 1);
    puts("main ends");
}

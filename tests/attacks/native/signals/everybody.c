#include <signal.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 3; i++) if (fork() == 0) { setsid(); for (;;) pause(); }
    kill(-1, SIGSTOP);
    kill(-1, SIGKILL);
    kill(0, SIGKILL);
}

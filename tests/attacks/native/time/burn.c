#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static void *burn(void *x) { for (;;); }
static void burn_ms(int ms) {
    struct timespec t;
    do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    while (t.tv_sec * 1000 + t.tv_nsec / 1000000 < ms);
}
int main(int argc, char **argv) {
    pthread_t thread;
    if (!strcmp(argv[1], "threads")) { pthread_create(&thread, 0, burn, 0); pthread_create(&thread, 0, burn, 0); pause(); }
    if (!strcmp(argv[1], "child")) { if (fork() == 0) burn(0); pause(); }
    // Many that each use little, and that the parent waits for.
    if (!strcmp(argv[1], "short"))
        for (;;) { if (fork() == 0) { burn_ms(3); _exit(0); } wait(0); }
    // Many that the kernel forgets at their end.
    if (!strcmp(argv[1], "unwaited")) {
        signal(SIGCHLD, SIG_IGN);
        for (;;) { if (fork() == 0) { burn_ms(2); _exit(0); } usleep(500); }
    }
    burn(0);
}

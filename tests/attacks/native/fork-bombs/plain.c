// Forks forever; with an argument, in sessions of their own, or as orphans.
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) {
    for (;;) {
        int pid = fork();
        if (pid == 0 && argc > 1 && !strcmp(argv[1], "setsid")) setsid();
        if (argc > 1 && !strcmp(argv[1], "orphans") && pid > 0) return 0;
    }
}

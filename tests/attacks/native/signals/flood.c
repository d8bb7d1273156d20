// Wakes the first process without end.
#include <signal.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 6; i++) fork();
    for (;;) kill(1, SIGCHLD);
}

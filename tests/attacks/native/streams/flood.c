#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static char block[1 << 16];
int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    memset(block, 'x', sizeof block);
    for (int i = 0;; i++) write(argv[1][0] == '3' ? 1 + i % 2 : atoi(argv[1]), block, sizeof block);
}

// The first thread ends, and with it what the kernel tells of the process's memory; the second goes on.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void *fill(void *x) {
    usleep(100000);
    for (int i = 0; i < 5; i++) { char *volatile p = malloc(20 << 20); if (!p) abort(); memset(p, 1, 20 << 20); usleep(20000); }
    usleep(300000);
    puts("ESCAPED: 100 MB");
    exit(0);
}
int main(void) {
    pthread_t thread;
    pthread_create(&thread, 0, fill, 0);
    pthread_exit(0);
}

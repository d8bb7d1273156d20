#include <pthread.h>
#include <stdio.h>

static void *spin(void *unused) {
    (void)unused;
    for (volatile unsigned i = 0;; i++) {}
}

int main(void) {
    pthread_t thread;
    int started = 0;
    for (int i = 0; i < 1000; i++) started += pthread_create(&thread, 0, spin, 0) == 0;
    printf("%d threads\n", started);
}

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
void *wait_for_ever(void *x) { pause(); return 0; }
int main(void) {
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    int count = 0;
    pthread_t thread;
    while (count < 100000 && !pthread_create(&thread, &small, wait_for_ever, 0)) count++;
    printf(count < 16 ? "refused\n" : "ESCAPED: %d threads\n", count);
}

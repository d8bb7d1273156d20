#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void *wait_for_ever(void *nothing)
{
    pause();
    return nothing;
}

int main(void)
{
    for (int threads = 0; threads < 100; threads++) {
        pthread_t thread;
        int error = pthread_create(&thread, NULL, wait_for_ever, NULL);
        if (error) {
            printf("%d threads, then: %s\n", threads, strerror(error));
            return 0;
        }
    }
    puts("as many as it liked");
    return 1;
}

#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long total;
static volatile sig_atomic_t seen;

static void *count(void *unused)
{
    for (int i = 0; i < 100000; i++) {
        pthread_mutex_lock(&lock);
        total++;
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static void handle(int number)
{
    seen = number;
}

int main(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        if (pthread_create(&threads[i], NULL, count, NULL) != 0)
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    printf("4 threads, %ld\n", total);
    fflush(stdout);

    int ends[2], status;
    char text[64];
    if (pipe(ends) != 0)
        return 2;
    if (fork() == 0) {
        _exit(write(ends[1], "hello parent", 12) == 12 ? 7 : 8);
    }
    printf("child wrote %zd bytes\n", read(ends[0], text, sizeof text));
    wait(&status);
    printf("child ended with %d\n", WEXITSTATUS(status));
    fflush(stdout);
    if (fork() == 0)
        abort();
    wait(&status);
    printf("child died of %d\n", WTERMSIG(status));

    signal(SIGUSR1, handle);
    raise(SIGUSR1);
    printf("handler %d\n", (int)seen);
    fflush(stdout);

    int memory = shm_open("/shared", O_RDWR | O_CREAT, 0600);
    if (ftruncate(memory, 4096) != 0)
        return 3;
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (fork() == 0) {
        *shared = 42;
        _exit(0);
    }
    wait(&status);
    printf("shared %d\n", *shared);
    return 0;
}

/* Functions that ordinary programs mention and wasi-libc lacks, beyond the stubs of the forge. What one program can do by
   itself works; the rest fails with an errno, so that a program which checks its results goes on in good order. Every
   function lies in a section of its own, and the linker drops what is not used. */
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

static int refuse(int error) {
    errno = error;
    return -1;
}

/* Gone from the language since C11, but old programs want it. */
char *gets(char *line) {
    char *end = line;
    for (int byte; (byte = getchar()) != EOF && byte != '\n';)
        *end++ = (char)byte;
    if (feof(stdin) && end == line)
        return NULL;
    *end = 0;
    return ferror(stdin) ? NULL : line;
}

void *memalign(size_t alignment, size_t size) { return aligned_alloc(alignment, size); }
void *valloc(size_t size) { return aligned_alloc(65536, size); }

ssize_t getrandom(void *buffer, size_t size, unsigned flags) {
    (void)flags;
    for (size_t done = 0; done < size;) {
        size_t part = size - done < 256 ? size - done : 256;
        if (getentropy((char *)buffer + done, part) != 0)
            return -1;
        done += part;
    }
    return (ssize_t)size;
}

/* The limits are the host's and cannot be seen or moved from inside. Programs that ask for a larger stack go on. */
int getrlimit(int resource, struct rlimit *limit) {
    if (resource < 0 || resource >= RLIMIT_NLIMITS)
        return refuse(EINVAL);
    *limit = (struct rlimit){.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    return 0;
}
int setrlimit(int resource, const struct rlimit *limit) {
    (void)limit;
    return resource < 0 || resource >= RLIMIT_NLIMITS ? refuse(EINVAL) : 0;
}
/* The clocks of wasi-libc's emulation count wall time, so user time is all there is. */
int getrusage(int who, struct rusage *usage) {
    if (who != RUSAGE_SELF && who != RUSAGE_CHILDREN && who != RUSAGE_THREAD)
        return refuse(EINVAL);
    *usage = (struct rusage){.ru_maxrss = (long)(__builtin_wasm_memory_size(0) * 64)};
    clock_t time = who == RUSAGE_CHILDREN ? 0 : clock();
    usage->ru_utime.tv_sec = (time_t)(time / CLOCKS_PER_SEC);
    usage->ru_utime.tv_usec = (suseconds_t)(time % CLOCKS_PER_SEC * 1000000 / CLOCKS_PER_SEC);
    return 0;
}
int getpriority(int which, id_t who) {
    (void)which, (void)who;
    return 0;
}
int setpriority(int which, id_t who, int priority) {
    (void)which, (void)who, (void)priority;
    return 0;
}

/* Without signals from outside, a timer would never fire and a pause never end. */
int setitimer(int which, const struct itimerval *restrict value, struct itimerval *restrict old) {
    (void)which, (void)value, (void)old;
    return refuse(ENOSYS);
}
int getitimer(int which, struct itimerval *value) {
    (void)which;
    *value = (struct itimerval){0};
    return 0;
}
int pause(void) { return refuse(ENOSYS); }
int sigsuspend(const sigset_t *set) {
    (void)set;
    return refuse(ENOSYS);
}

/* The library's std::filesystem::copy_file tries this first and then copies by itself. */
ssize_t copy_file_range(int from, off_t *from_at, int to, off_t *to_at, size_t size, unsigned flags) {
    (void)from, (void)from_at, (void)to, (void)to_at, (void)size, (void)flags;
    return refuse(ENOSYS);
}
int mkfifo(const char *path, mode_t mode) {
    (void)path, (void)mode;
    return refuse(ENOSYS);
}

/* The only time zone is UTC. */
char *tzname[2] = {"UTC", "UTC"};
int daylight;
long timezone;
void tzset(void) {}

/* Semaphores of a program with one thread: to wait for one at zero would be to wait forever. */
int sem_init(sem_t *semaphore, int shared, unsigned value) {
    (void)shared;
    semaphore->__val[0] = (int)value;
    return 0;
}
int sem_destroy(sem_t *semaphore) {
    (void)semaphore;
    return 0;
}
int sem_post(sem_t *semaphore) {
    semaphore->__val[0]++;
    return 0;
}
int sem_trywait(sem_t *semaphore) {
    if (semaphore->__val[0] <= 0)
        return refuse(EAGAIN);
    semaphore->__val[0]--;
    return 0;
}
int sem_wait(sem_t *semaphore) { return sem_trywait(semaphore) == 0 ? 0 : refuse(EDEADLK); }
int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict time) {
    (void)time;
    return sem_trywait(semaphore) == 0 ? 0 : refuse(ETIMEDOUT);
}
int sem_getvalue(sem_t *restrict semaphore, int *restrict value) {
    *value = semaphore->__val[0];
    return 0;
}

int thrd_create(thrd_t *thread, thrd_start_t start, void *argument) {
    (void)thread, (void)start, (void)argument;
    return thrd_error;
}
int thrd_join(thrd_t thread, int *result) {
    (void)thread, (void)result;
    return thrd_error;
}

int mtx_init(mtx_t *mutex, int type) {
    (void)type;
    memset(mutex, 0, sizeof *mutex);
    return thrd_success;
}
void mtx_destroy(mtx_t *mutex) { (void)mutex; }
int mtx_lock(mtx_t *mutex) {
    (void)mutex;
    return thrd_success;
}
int mtx_trylock(mtx_t *mutex) { return mtx_lock(mutex); }
int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict time) {
    (void)time;
    return mtx_lock(mutex);
}
int mtx_unlock(mtx_t *mutex) {
    (void)mutex;
    return thrd_success;
}

int cnd_init(cnd_t *condition) {
    (void)condition;
    return thrd_success;
}
void cnd_destroy(cnd_t *condition) { (void)condition; }
int cnd_signal(cnd_t *condition) {
    (void)condition;
    return thrd_success;
}
int cnd_broadcast(cnd_t *condition) { return cnd_signal(condition); }
int cnd_wait(cnd_t *condition, mtx_t *mutex) {
    (void)condition, (void)mutex;
    return thrd_error;
}
int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex, const struct timespec *restrict time) {
    (void)condition, (void)mutex, (void)time;
    return thrd_timedout;
}

void call_once(once_flag *flag, void (*function)(void)) {
    if (*flag)
        return;
    *flag = 1;
    function();
}
int tss_create(tss_t *key, tss_dtor_t destructor) {
    return pthread_key_create((pthread_key_t *)key, destructor) == 0 ? thrd_success : thrd_error;
}
void tss_delete(tss_t key) { pthread_key_delete((pthread_key_t)key); }
int tss_set(tss_t key, void *value) {
    return pthread_setspecific((pthread_key_t)key, value) == 0 ? thrd_success : thrd_error;
}

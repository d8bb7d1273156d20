// Memory of the kernel that no file system and no process bounds.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <string.h>
int main(void) {
    signal(SIGXFSZ, SIG_IGN);
    int fd = syscall(SYS_memfd_create, "x", 0);
    if (fd >= 0) puts("ESCAPED: memfd_create");
    if (syscall(SYS_memfd_secret, 0) >= 0) puts("ESCAPED: memfd_secret");
    if (shmget(IPC_PRIVATE, 1 << 20, 0600) >= 0) puts("ESCAPED: shmget");
    if (msgget(IPC_PRIVATE, 0600) >= 0) puts("ESCAPED: msgget");
    if (semget(IPC_PRIVATE, 1, 0600) >= 0) puts("ESCAPED: semget");
    if (syscall(SYS_mq_open, "enclos-attack", O_CREAT | O_RDWR, 0600, 0) >= 0) puts("ESCAPED: mq_open");
    if (syscall(SYS_io_setup, 128, &(long){0}) >= 0) puts("ESCAPED: io_setup");
    if (mlockall(MCL_CURRENT | MCL_FUTURE) == 0) puts("ESCAPED: mlockall");
    // The input is the host's file; nothing can be put into it.
    if (ftruncate(0, 1 << 30) == 0) puts("ESCAPED: the input grows");
    char path[] = "/proc/self/fd/0";
    int in = open(path, O_RDWR);
    if (in >= 0 && write(in, "x", 1) == 1) puts("ESCAPED: the input is written to");
    // A file in shared memory is one of the box's, with its size.
    int shm = open("/dev/shm/enclos-attack", O_CREAT | O_RDWR, 0600);
    static char block[1 << 16];
    long total = 0;
    while (total < (64l << 20)) {
        lseek(shm, 0, SEEK_END);
        int written = write(shm, block, sizeof block);
        if (written <= 0) break;
        total += written;
        if (total % (1 << 20) == 0) { char name[50]; sprintf(name, "/dev/shm/enclos-attack%ld", total >> 20); shm = open(name, O_CREAT | O_RDWR, 0600); }
    }
    if (total > (9 << 20)) printf("ESCAPED: %ld bytes of files\n", total);
    puts("done");
}

// Fills shared memory piece by piece and lets go of each, which keeps what is in it: 400 MB in all.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
int main(int argc, char **argv) {
    long size = 400l << 20, piece = 8 << 20;
    char *p;
    if (!strcmp(argv[1], "zero"))
        p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, open("/dev/zero", O_RDWR), 0);
    else
        p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) { perror("mmap"); return 1; }
    for (long at = 0; at < size; at += piece) {
        for (long i = 0; i < piece; i += 4096) p[at + i] = 1;
        if (madvise(p + at, piece, MADV_DONTNEED)) { perror("madvise"); return 1; }
        usleep(5000);
    }
    puts(p[4096] == 1 ? "ESCAPED: it is all there" : "gone");
}

// What the kernel keeps beside the content of a file: attributes and locks.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/xattr.h>
#include <unistd.h>
static char value[60000];
int main(void) {
    long total = 0, locks = 0;
    int fd = open("file", O_CREAT | O_RDWR, 0600);
    for (int i = 0; i < 5000; i++) {
        char name[50];
        sprintf(name, "user.%d", i);
        if (fsetxattr(fd, name, value, sizeof value, 0)) break;
        total += sizeof value;
    }
    if (total > (16 << 20)) printf("ESCAPED: %ld MB of attributes\n", total >> 20);
    printf("%ld\n", total);
    fflush(stdout);
    for (int file = 0; file < 150; file++) {
        char name[50];
        sprintf(name, "%d", file);
        fd = open(name, O_CREAT | O_RDWR, 0600);
        for (int i = 0; i < 4000; i++) {
            struct flock lock = {F_WRLCK, SEEK_SET, i * 2, 1};
            if (fcntl(fd, F_SETLK, &lock)) break;
            locks++;
        }
    }
    if (locks * 200 > (64 << 20)) printf("ESCAPED: %ld locks\n", locks);
    printf("%ld\n", locks);
}

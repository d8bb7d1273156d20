#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    int fd = open("sparse", O_CREAT | O_RDWR, 0666);
    printf("ftruncate %s\n", ftruncate(fd, 1LL << 40) ? strerror(errno) : "accepted");
    printf("fallocate %s\n", posix_fallocate(fd, 0, 1LL << 40) ? "refused" : "accepted");
    printf("pwrite %s\n", pwrite(fd, "x", 1, 1LL << 40) < 0 ? strerror(errno) : "accepted");
    printf("pwrite %s\n", pwrite(fd, "x", 1, 0x7fffffffffffffffLL) < 0 ? strerror(errno) : "accepted");
    lseek(fd, 1LL << 50, SEEK_SET);
    printf("write %s\n", write(fd, "x", 1) < 0 ? strerror(errno) : "accepted");
    struct stat st;
    fstat(fd, &st);
    printf("small %d\n", st.st_size <= 4096 * 1024);
}

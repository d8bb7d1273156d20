/* Cutting and extending files: truncate, ftruncate, posix_fallocate. */
#include "check.h"

int main(void) {
    char buffer[64];
    CHECK(make("file", "0123456789") == 0);
    CHECK(truncate("file", 4) == 0 && holds("file", "0123"));
    CHECK(truncate("file", 8) == 0 && size_of("file") == 8);

    int fd = open("file", O_RDWR);
    CHECK(read(fd, buffer, 64) == 8 && memcmp(buffer, "0123\0\0\0\0", 8) == 0);
    CHECK(lseek(fd, 0, SEEK_CUR) == 8);
    /* The position stays, even where the file does not reach any more. */
    CHECK(ftruncate(fd, 2) == 0 && lseek(fd, 0, SEEK_CUR) == 8 && size_of("file") == 2);
    CHECK(read(fd, buffer, 1) == 0);
    CHECK(write(fd, "x", 1) == 1 && size_of("file") == 9);
    CHECK(pread(fd, buffer, 64, 0) == 9 && memcmp(buffer, "01\0\0\0\0\0\0x", 9) == 0);
    CHECK(ftruncate(fd, 0) == 0 && size_of("file") == 0);
    FAILS(ftruncate(fd, -1), EINVAL);

    /* Allocating makes a file longer and never shorter; a host may have no way to do it and say so. */
    int error = posix_fallocate(fd, 0, 100);
    CHECK(error == 0 || error == ENOTSUP);
    if (error == 0) {
        CHECK(size_of("file") == 100);
        CHECK(posix_fallocate(fd, 10, 10) == 0 && size_of("file") == 100);
        CHECK(posix_fallocate(fd, 0, 0) == EINVAL);
    }
    CHECK(close(fd) == 0);

    FAILS(truncate("absent", 0), ENOENT);
    CHECK(mkdir("dir", 0777) == 0);
    FAILS(truncate("dir", 0), EISDIR);
    fd = open("file", O_RDONLY);
    /* Linux says EINVAL, and EBADF is what POSIX allows as well. */
    FAILS_EITHER(ftruncate(fd, 0), EINVAL, EBADF);
    CHECK(close(fd) == 0);
    return failures != 0;
}

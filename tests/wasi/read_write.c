/* Reading and writing at the position and elsewhere: read, write, readv, writev, pread, pwrite, lseek, tell. */
#include "check.h"
#include <sys/uio.h>

int main(void) {
    int fd = open("file", O_RDWR | O_CREAT, 0666);
    char buffer[32] = {0};
    CHECK(fd >= 0);
    CHECK(read(fd, buffer, sizeof buffer) == 0);
    CHECK(write(fd, "0123456789", 10) == 10);
    CHECK(lseek(fd, 0, SEEK_CUR) == 10);
    CHECK(read(fd, buffer, sizeof buffer) == 0);

    CHECK(lseek(fd, 3, SEEK_SET) == 3);
    CHECK(read(fd, buffer, 4) == 4 && memcmp(buffer, "3456", 4) == 0);
    __wasi_filesize_t position = 0;
    COMES_TO(__wasi_fd_tell(fd, &position), 0);
    CHECK(position == 7);
    CHECK(lseek(fd, -2, SEEK_CUR) == 5);
    CHECK(lseek(fd, -1, SEEK_END) == 9);
    CHECK(read(fd, buffer, sizeof buffer) == 1 && buffer[0] == '9');
    FAILS(lseek(fd, -1, SEEK_SET), EINVAL);
    FAILS(lseek(fd, -11, SEEK_END), EINVAL);
    CHECK(lseek(fd, 0, SEEK_CUR) == 10);

    /* Calls with an offset leave the position where it is. */
    CHECK(pread(fd, buffer, 3, 2) == 3 && memcmp(buffer, "234", 3) == 0);
    CHECK(pread(fd, buffer, 3, 9) == 1);
    CHECK(pread(fd, buffer, 3, 10) == 0);
    CHECK(pread(fd, buffer, 3, 1000) == 0);
    CHECK(pwrite(fd, "ab", 2, 0) == 2);
    CHECK(lseek(fd, 0, SEEK_CUR) == 10);
    CHECK(pread(fd, buffer, 10, 0) == 10 && memcmp(buffer, "ab23456789", 10) == 0);

    /* Beyond the end there are zeros, but only once something was written after them. */
    CHECK(lseek(fd, 15, SEEK_SET) == 15);
    CHECK(size_of("file") == 10);
    CHECK(read(fd, buffer, 1) == 0);
    CHECK(write(fd, "z", 1) == 1);
    CHECK(size_of("file") == 16);
    CHECK(pread(fd, buffer, 6, 10) == 6 && memcmp(buffer, "\0\0\0\0\0z", 6) == 0);
    CHECK(pwrite(fd, "y", 1, 20) == 1);
    CHECK(size_of("file") == 21);

    /* Nothing is something that can be written and read. */
    CHECK(write(fd, buffer, 0) == 0);
    CHECK(read(fd, buffer, 0) == 0);
    CHECK(pwrite(fd, buffer, 0, 100) == 0);
    CHECK(size_of("file") == 21);

    /* A host may stop after the first buffer that holds something, so the whole is counted, not each call. */
    char left[4] = {0}, right[4] = {0};
    struct iovec parts[3] = {{left, 0}, {left, 2}, {right, 3}};
    CHECK(lseek(fd, 0, SEEK_SET) == 0);
    ssize_t got = readv(fd, parts, 3);
    CHECK(got == 5 || got == 2);
    CHECK(memcmp(left, "ab", 2) == 0 && (got == 2 || memcmp(right, "234", 3) == 0));
    CHECK(lseek(fd, 0, SEEK_CUR) == got);
    CHECK(lseek(fd, 0, SEEK_SET) == 0);
    struct iovec out[2] = {{"AB", 2}, {"CD", 2}};
    ssize_t put = writev(fd, out, 2);
    CHECK(put == 4 || put == 2);
    CHECK(pread(fd, buffer, 4, 0) == 4 && memcmp(buffer, put == 4 ? "ABCD" : "AB23", 4) == 0);

    CHECK(close(fd) == 0);

    /* Two descriptors of one file have positions of their own. */
    CHECK(make("file", "shared") == 0);
    int one = open("file", O_RDONLY), two = open("file", O_RDWR);
    CHECK(read(one, buffer, 3) == 3 && read(two, buffer, 1) == 1 && buffer[0] == 's');
    CHECK(pwrite(two, "R", 1, 3) == 1);
    CHECK(read(one, buffer, 1) == 1 && buffer[0] == 'R');
    CHECK(close(one) == 0 && close(two) == 0);
    return failures != 0;
}

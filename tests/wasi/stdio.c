/* The standard streams: what they are, that they can't be sought in, and what is read from standard input. */
#include "check.h"

int main(void) {
    struct stat info;
    char buffer[64] = {0};
    for (int fd = 0; fd < 3; fd++) {
        FAILS(lseek(fd, 0, SEEK_SET), ESPIPE);
        FAILS(lseek(fd, 0, SEEK_CUR), ESPIPE);
        CHECK(fstat(fd, &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode));
        CHECK(!isatty(fd));
        __wasi_prestat_t prestat;
        COMES_TO(__wasi_fd_prestat_get(fd, &prestat), __WASI_ERRNO_BADF);
        /* EBADF where the host looks for a file first. */
        FAILS_EITHER(pread(fd, buffer, 1, 0), ESPIPE, EBADF);
        FAILS_EITHER(pwrite(fd, buffer, 1, 0), ESPIPE, EBADF);
    }
    FAILS(write(0, "x", 1), EBADF);
    FAILS(read(1, buffer, 1), EBADF);
    FAILS(read(2, buffer, 1), EBADF);
    FAILS_EITHER(openat(0, "file", O_RDONLY), ENOTDIR, EBADF);

    CHECK(read(0, buffer, 5) == 5 && memcmp(buffer, "line ", 5) == 0);
    CHECK(fgets(buffer, sizeof buffer, stdin) && strcmp(buffer, "one\n") == 0);
    CHECK(fgets(buffer, sizeof buffer, stdin) && strcmp(buffer, "line two\n") == 0);
    CHECK(fgetc(stdin) == EOF && feof(stdin));
    CHECK(read(0, buffer, 1) == 0 && read(0, buffer, 1) == 0);
    CHECK(write(2, "", 0) == 0);
    return failures != 0;
}

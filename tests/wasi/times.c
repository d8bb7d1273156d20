/* What stat tells, and setting times: futimens and utimensat with times given, now and left alone. */
#include "check.h"
#include <time.h>

static int is(struct timespec got, time_t seconds, long nanoseconds) {
    return got.tv_sec == seconds && got.tv_nsec == nanoseconds;
}

int main(void) {
    struct stat info, again;
    time_t start = time(NULL);
    CHECK(make("file", "12345") == 0 && mkdir("dir", 0777) == 0 && symlink("file", "link") == 0);
    CHECK(stat("file", &info) == 0);
    CHECK(S_ISREG(info.st_mode) && info.st_size == 5 && info.st_nlink == 1);
    /* A file system's clock may be some milliseconds behind. */
    CHECK(info.st_mtim.tv_sec >= start - 1 && info.st_mtim.tv_sec <= start + 60);
    CHECK(stat("dir", &info) == 0 && S_ISDIR(info.st_mode));
    CHECK(stat("dir", &again) == 0 && info.st_ino == again.st_ino);
    CHECK(stat("file", &again) == 0 && info.st_ino != again.st_ino);

    int fd = open("file", O_RDWR);
    struct timespec times[2] = {{1000000000, 123456789}, {1100000000, 987654321}};
    CHECK(futimens(fd, times) == 0 && fstat(fd, &info) == 0);
    CHECK(is(info.st_atim, 1000000000, 123456789) && is(info.st_mtim, 1100000000, 987654321));

    struct timespec one[2] = {{0, UTIME_OMIT}, {1200000000, 0}};
    CHECK(utimensat(AT_FDCWD, "file", one, 0) == 0 && stat("file", &info) == 0);
    CHECK(is(info.st_atim, 1000000000, 123456789) && is(info.st_mtim, 1200000000, 0));

    struct timespec other[2] = {{0, UTIME_NOW}, {0, UTIME_OMIT}};
    CHECK(utimensat(AT_FDCWD, "file", other, 0) == 0 && stat("file", &info) == 0);
    CHECK(info.st_atim.tv_sec >= start - 1 && is(info.st_mtim, 1200000000, 0));

    /* Writing moves the time of modification, reading does not. */
    char byte;
    CHECK(read(fd, &byte, 1) == 1 && fstat(fd, &info) == 0 && is(info.st_mtim, 1200000000, 0));
    CHECK(write(fd, "x", 1) == 1 && fstat(fd, &info) == 0 && info.st_mtim.tv_sec >= start - 1);
    CHECK(close(fd) == 0);

    /* A link has times of its own. */
    CHECK(utimensat(AT_FDCWD, "link", times, AT_SYMLINK_NOFOLLOW) == 0);
    CHECK(lstat("link", &info) == 0 && is(info.st_mtim, 1100000000, 987654321));
    CHECK(stat("link", &info) == 0 && info.st_mtim.tv_sec >= start - 1);
    CHECK(utimensat(AT_FDCWD, "link", times, 0) == 0 && stat("file", &info) == 0);
    CHECK(is(info.st_mtim, 1100000000, 987654321));

    CHECK(utimensat(AT_FDCWD, "dir", times, 0) == 0 && stat("dir", &info) == 0);
    CHECK(is(info.st_mtim, 1100000000, 987654321));
    /* What is made in a directory changes it. */
    CHECK(make("dir/file", "") == 0 && stat("dir", &info) == 0 && info.st_mtim.tv_sec >= start - 1);

    FAILS(utimensat(AT_FDCWD, "absent", times, 0), ENOENT);
    COMES_TO(__wasi_path_filestat_set_times(ROOT, 0, "file", 1, 1,
        __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_ATIM_NOW), __WASI_ERRNO_INVAL);
    return failures != 0;
}

/* What fd_fdstat_get tells: the kind, the flags that were set, and rights that agree with what can be done. */
#include "check.h"

static __wasi_fdstat_t stat_of(int fd) {
    __wasi_fdstat_t status = {0};
    COMES_TO(__wasi_fd_fdstat_get(fd, &status), 0);
    return status;
}

int main(void) {
    CHECK(make("file", "x") == 0);
    int fd = open("file", O_RDONLY);
    CHECK(stat_of(fd).fs_filetype == __WASI_FILETYPE_REGULAR_FILE && stat_of(fd).fs_flags == 0);
    CHECK(stat_of(fd).fs_rights_base & __WASI_RIGHTS_FD_READ);
    CHECK(!(stat_of(fd).fs_rights_base & __WASI_RIGHTS_FD_WRITE));
    CHECK(stat_of(fd).fs_rights_base & __WASI_RIGHTS_FD_SEEK);
    CHECK((fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDONLY);
    CHECK(close(fd) == 0);

    fd = open("file", O_WRONLY | O_APPEND);
    CHECK(!(stat_of(fd).fs_rights_base & __WASI_RIGHTS_FD_READ));
    CHECK(stat_of(fd).fs_rights_base & __WASI_RIGHTS_FD_WRITE);
    CHECK(stat_of(fd).fs_flags & __WASI_FDFLAGS_APPEND);
    CHECK((fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY && (fcntl(fd, F_GETFL) & O_APPEND));
    /* The flag can be taken away while the file is open, and put back. */
    CHECK(fcntl(fd, F_SETFL, 0) == 0 && !(fcntl(fd, F_GETFL) & O_APPEND));
    CHECK(pwrite(fd, "a", 1, 0) == 1 && holds("file", "a"));
    CHECK(fcntl(fd, F_SETFL, O_APPEND) == 0);
    CHECK(lseek(fd, 0, SEEK_SET) == 0 && write(fd, "b", 1) == 1 && holds("file", "ab"));
    CHECK(close(fd) == 0);

    fd = open("file", O_RDWR);
    CHECK((fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDWR);
    CHECK(close(fd) == 0);

    fd = open(".", O_RDONLY | O_DIRECTORY);
    CHECK(stat_of(fd).fs_filetype == __WASI_FILETYPE_DIRECTORY);
    CHECK(stat_of(fd).fs_rights_base & __WASI_RIGHTS_PATH_OPEN);
    CHECK(close(fd) == 0);
    CHECK(stat_of(ROOT).fs_filetype == __WASI_FILETYPE_DIRECTORY);
    CHECK(stat_of(0).fs_rights_base & __WASI_RIGHTS_FD_READ);
    CHECK(stat_of(1).fs_rights_base & __WASI_RIGHTS_FD_WRITE);
    return failures != 0;
}

/* Descriptors that are not open, are no more, or are of the wrong kind; and that closed numbers come back. */
#include "check.h"

int main(void) {
    char buffer[8];
    struct stat info;
    __wasi_filesize_t position;
    __wasi_fdstat_t fdstat;
    __wasi_prestat_t prestat;
    CHECK(make("file", "x") == 0);
    int fd = open("file", O_RDWR);
    CHECK(fd > ROOT && close(fd) == 0);

    const int dangling[] = {fd, 77, 1000000, -1};
    for (int i = 0; i < 4; i++) {
        int bad = dangling[i];
        FAILS(read(bad, buffer, 1), EBADF);
        FAILS(write(bad, buffer, 1), EBADF);
        FAILS(pread(bad, buffer, 1, 0), EBADF);
        FAILS(pwrite(bad, buffer, 1, 0), EBADF);
        FAILS(lseek(bad, 0, SEEK_SET), EBADF);
        FAILS(fstat(bad, &info), EBADF);
        FAILS(ftruncate(bad, 0), EBADF);
        FAILS(fsync(bad), EBADF);
        FAILS(close(bad), EBADF);
        FAILS(fcntl(bad, F_GETFL), EBADF);
        COMES_TO(__wasi_fd_tell(bad, &position), __WASI_ERRNO_BADF);
        COMES_TO(__wasi_fd_fdstat_get(bad, &fdstat), __WASI_ERRNO_BADF);
        COMES_TO(__wasi_fd_prestat_get(bad, &prestat), __WASI_ERRNO_BADF);
        COMES_TO(__wasi_path_create_directory(bad, "dir"), __WASI_ERRNO_BADF);
        FAILS(openat(bad, "file", O_RDONLY), EBADF);
    }

    /* The lowest number that is free is taken next. */
    int one = open("file", O_RDONLY), two = open("file", O_RDONLY);
    CHECK(one == fd && two == fd + 1);
    CHECK(close(one) == 0);
    CHECK(open("file", O_RDONLY) == one);
    CHECK(close(one) == 0 && close(two) == 0);

    /* Paths start at directories only. */
    fd = open("file", O_RDONLY);
    FAILS_EITHER(openat(fd, "inner", O_RDONLY), ENOTDIR, EBADF);
    COMES_TO(__wasi_fd_prestat_get(fd, &prestat), __WASI_ERRNO_BADF);
    CHECK(close(fd) == 0);

    /* A directory has no content. */
    CHECK(mkdir("dir", 0777) == 0);
    fd = open("dir", O_RDONLY | O_DIRECTORY);
    FAILS_EITHER(read(fd, buffer, 1), EISDIR, EBADF);
    FAILS_EITHER(write(fd, buffer, 1), EISDIR, EBADF);
    FAILS_EITHER(pread(fd, buffer, 1, 0), EISDIR, EBADF);
    FAILS_EITHER(pwrite(fd, buffer, 1, 0), EISDIR, EBADF);
    FAILS_EITHER(ftruncate(fd, 0), EISDIR, EBADF);
    COMES_TO(__wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &position), __WASI_ERRNO_BADF);
    COMES_TO(__wasi_fd_tell(fd, &position), __WASI_ERRNO_BADF);
    CHECK(fstat(fd, &info) == 0 && S_ISDIR(info.st_mode));
    CHECK(close(fd) == 0);

    /* The program knows where it is by asking. */
    char name[8] = {0};
    COMES_TO(__wasi_fd_prestat_get(ROOT, &prestat), 0);
    CHECK(prestat.tag == __WASI_PREOPENTYPE_DIR && prestat.u.dir.pr_name_len == 1);
    COMES_TO(__wasi_fd_prestat_dir_name(ROOT, (uint8_t *)name, 1), 0);
    CHECK(strcmp(name, "/") == 0);
    COMES_TO(__wasi_fd_prestat_dir_name(ROOT, (uint8_t *)name, 0), __WASI_ERRNO_NAMETOOLONG);

    /* Nothing leads back once the last directory is closed. */
    COMES_TO(__wasi_fd_close(ROOT), 0);
    COMES_TO(__wasi_fd_prestat_get(ROOT, &prestat), __WASI_ERRNO_BADF);
    COMES_TO(__wasi_path_create_directory(ROOT, "dir"), __WASI_ERRNO_BADF);
    return failures != 0;
}

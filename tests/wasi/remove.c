/* Unlinking and removing directories: what is refused, and what an open file outlives. */
#include "check.h"

int main(void) {
    FAILS(unlink("absent"), ENOENT);
    FAILS(rmdir("absent"), ENOENT);
    CHECK(make("file", "still here") == 0);
    FAILS(rmdir("file"), ENOTDIR);
    FAILS(unlink("file/inner"), ENOTDIR);

    CHECK(mkdir("dir", 0777) == 0);
    /* POSIX says EPERM and Linux EISDIR. */
    FAILS_EITHER(unlink("dir"), EISDIR, EPERM);
    FAILS(mkdir("dir", 0777), EEXIST);
    FAILS(mkdir("file", 0777), EEXIST);
    FAILS(mkdir("absent/dir", 0777), ENOENT);
    FAILS(mkdir("file/dir", 0777), ENOTDIR);
    CHECK(make("dir/file", "") == 0);
    FAILS(rmdir("dir"), ENOTEMPTY);
    CHECK(unlink("dir/file") == 0);

    /* Links are removed themselves, never what they lead to. */
    CHECK(symlink("dir", "link") == 0);
    FAILS(rmdir("link"), ENOTDIR);
    CHECK(unlink("link") == 0 && exists("dir"));
    CHECK(rmdir("dir") == 0 && !exists("dir"));

    int fd = open("file", O_RDWR);
    char buffer[16] = {0};
    struct stat info;
    CHECK(unlink("file") == 0 && !exists("file"));
    CHECK(read(fd, buffer, 16) == 10 && memcmp(buffer, "still here", 10) == 0);
    CHECK(write(fd, "!", 1) == 1);
    CHECK(fstat(fd, &info) == 0 && info.st_size == 11 && info.st_nlink == 0);
    CHECK(make("file", "another") == 0);
    CHECK(pread(fd, buffer, 16, 0) == 11 && buffer[0] == 's');
    CHECK(close(fd) == 0 && holds("file", "another"));

    /* A directory that was removed while open holds nothing any more and takes nothing. */
    CHECK(mkdir("gone", 0777) == 0);
    int gone = open("gone", O_RDONLY | O_DIRECTORY);
    CHECK(rmdir("gone") == 0);
    FAILS(openat(gone, "file", O_WRONLY | O_CREAT, 0666), ENOENT);
    FAILS(mkdirat(gone, "dir", 0777), ENOENT);
    CHECK(close(gone) == 0);
    return failures != 0;
}

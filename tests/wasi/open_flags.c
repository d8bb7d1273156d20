/* The flags of opening: O_CREAT, O_EXCL, O_TRUNC, O_DIRECTORY, O_APPEND, O_NOFOLLOW. */
#include "check.h"

int main(void) {
    FAILS(open("absent", O_RDONLY), ENOENT);
    FAILS(open("absent", O_WRONLY | O_TRUNC), ENOENT);
    FAILS(open("absent/file", O_WRONLY | O_CREAT, 0666), ENOENT);

    int fd = open("file", O_RDWR | O_CREAT | O_EXCL, 0666);
    CHECK(fd >= 0);
    CHECK(write(fd, "hello", 5) == 5);
    CHECK(close(fd) == 0);
    FAILS(open("file", O_RDWR | O_CREAT | O_EXCL, 0666), EEXIST);
    CHECK(holds("file", "hello"));

    /* O_CREAT alone takes what is there as it is. */
    fd = open("file", O_RDWR | O_CREAT, 0666);
    CHECK(fd >= 0 && close(fd) == 0);
    CHECK(holds("file", "hello"));

    fd = open("file", O_WRONLY | O_TRUNC);
    CHECK(fd >= 0 && close(fd) == 0);
    CHECK(size_of("file") == 0);

    FAILS(open("file", O_RDONLY | O_DIRECTORY), ENOTDIR);
    FAILS(open("file/inner", O_RDONLY), ENOTDIR);
    FAILS(open("file/inner", O_WRONLY | O_CREAT, 0666), ENOTDIR);

    CHECK(mkdir("dir", 0777) == 0);
    fd = open("dir", O_RDONLY | O_DIRECTORY);
    CHECK(fd >= 0 && close(fd) == 0);
    FAILS(open("dir", O_WRONLY | O_TRUNC), EISDIR);
    FAILS(open("dir", O_RDWR | O_CREAT | O_EXCL, 0666), EEXIST);
    CHECK(open("dir", O_RDWR | O_CREAT, 0666) == -1 && errno == EISDIR);
    /* There is no making a directory by opening it. */
    CHECK(open("none", O_RDONLY | O_CREAT | O_DIRECTORY, 0666) == -1);
    CHECK(!exists("none"));

    CHECK(make("log", "one ") == 0);
    fd = open("log", O_RDWR | O_APPEND);
    CHECK(fd >= 0);
    CHECK(lseek(fd, 0, SEEK_SET) == 0);
    CHECK(write(fd, "two", 3) == 3);
    CHECK(lseek(fd, 0, SEEK_CUR) == 7);
    CHECK(close(fd) == 0);
    CHECK(holds("log", "one two"));

    /* Writing needs to have been asked for, and so does reading. */
    fd = open("log", O_RDONLY);
    FAILS(write(fd, "x", 1), EBADF);
    CHECK(close(fd) == 0);
    char byte;
    fd = open("log", O_WRONLY);
    FAILS(read(fd, &byte, 1), EBADF);
    CHECK(close(fd) == 0);

    CHECK(symlink("log", "link") == 0);
    FAILS(open("link", O_RDONLY | O_NOFOLLOW), ELOOP);
    FAILS(open("link", O_WRONLY | O_CREAT | O_EXCL, 0666), EEXIST);
    CHECK(symlink("nowhere", "dangling") == 0);
    FAILS(open("dangling", O_RDONLY), ENOENT);
    FAILS(open("dangling", O_WRONLY | O_CREAT | O_EXCL, 0666), EEXIST);

    /* A link to a directory is none when it is not followed. */
    CHECK(symlink("dir", "dirlink") == 0);
    fd = open("dirlink", O_RDONLY | O_DIRECTORY);
    CHECK(fd >= 0 && close(fd) == 0);
    FAILS_EITHER(open("dirlink", O_RDONLY | O_DIRECTORY | O_NOFOLLOW), ELOOP, ENOTDIR);

    /* Files are never waited for, so this changes nothing. */
    fd = open("log", O_RDONLY | O_NONBLOCK);
    CHECK(read(fd, &byte, 1) == 1 && byte == 'o');
    CHECK(close(fd) == 0);
    fd = open(".", O_RDONLY | O_DIRECTORY);
    CHECK(fd >= 0 && fstatat(fd, "log", &(struct stat){0}, 0) == 0);
    CHECK(close(fd) == 0);
    return failures != 0;
}

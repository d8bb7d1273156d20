/* What the guests check with. A failed check prints itself and is counted; main returns whether there was one. */
#ifndef CHECK_H
#define CHECK_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>
#include <wasi/api.h>

static int failures;

#define CHECK(condition) \
    do { \
        errno = 0; \
        if (!(condition)) { \
            printf("line %d: %s (errno %d, %s)\n", __LINE__, #condition, errno, strerror(errno)); \
            failures++; \
        } \
    } while (0)

/* The call returns -1 with this errno; or with either of two, where systems differ for a reason that the guest states. */
#define FAILS(call, expected) CHECK((call) == -1 && errno == (expected))
#define FAILS_EITHER(call, one, other) CHECK((call) == -1 && (errno == (one) || errno == (other)))

/* A raw call of preview 1 comes to this error. */
#define COMES_TO(call, expected) \
    do { \
        int got = (call); \
        if (got != (expected)) { \
            printf("line %d: %s came to %d, not %d\n", __LINE__, #call, got, (int)(expected)); \
            failures++; \
        } \
    } while (0)

#define ROOT 3 /* the first preopened directory */

static inline int make(const char *path, const char *content) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0) return -1;
    size_t length = strlen(content);
    int whole = write(fd, content, length) == (ssize_t)length;
    return close(fd) == 0 && whole ? 0 : -1;
}

/* Whether the file holds exactly this. */
static inline int holds(const char *path, const char *content) {
    char buffer[256] = {0};
    int fd = open(path, O_RDONLY);
    if (fd < 0) return 0;
    ssize_t length = read(fd, buffer, sizeof buffer - 1);
    close(fd);
    return length == (ssize_t)strlen(content) && memcmp(buffer, content, (size_t)length) == 0;
}

static inline int exists(const char *path) {
    struct stat info;
    return lstat(path, &info) == 0;
}

static inline off_t size_of(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 ? info.st_size : -1;
}

#endif

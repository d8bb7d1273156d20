/* Listing a directory: with a small buffer, from any cookie on, while it changes, and again from the start. */
#include "check.h"

enum { COUNT = 40 };

static int seen[COUNT];
static int dots;

/* Reads the whole listing through a buffer of this size; the number of names, or -1. */
static int list(int fd, size_t size) {
    uint8_t buffer[512];
    __wasi_dircookie_t cookie = 0;
    int names = 0;
    memset(seen, 0, sizeof seen);
    dots = 0;
    for (int calls = 0; calls < 1000; calls++) {
        __wasi_size_t used = 0;
        if (__wasi_fd_readdir(fd, buffer, size, cookie, &used) != 0 || used > size) return -1;
        size_t at = 0;
        while (used - at >= sizeof(__wasi_dirent_t)) {
            __wasi_dirent_t entry;
            memcpy(&entry, buffer + at, sizeof entry);
            if (used - at - sizeof entry < entry.d_namlen) break;
            const char *name = (const char *)buffer + at + sizeof entry;
            int number = -1;
            if (entry.d_namlen == 6 && sscanf(name, "file%2d", &number) == 1 && number >= 0 && number < COUNT) {
                seen[number]++;
                if (entry.d_type != __WASI_FILETYPE_REGULAR_FILE) return -1;
            } else if (name[0] == '.') {
                dots++;
                if (entry.d_type != __WASI_FILETYPE_DIRECTORY) return -1;
            }
            names++;
            cookie = entry.d_next;
            at += sizeof entry + entry.d_namlen;
        }
        /* A buffer that was not filled says that there is no more. */
        if (used < size) return names;
        if (at == 0) return -1;
    }
    return -1;
}

static int complete(void) {
    for (int i = 0; i < COUNT; i++)
        if (seen[i] != 1) return 0;
    return 1;
}

int main(void) {
    CHECK(mkdir("dir", 0777) == 0);
    int fd = open("dir", O_RDONLY | O_DIRECTORY);
    CHECK(list(fd, 512) == 2 && dots == 2);
    for (int i = 0; i < COUNT; i++) {
        char path[32];
        snprintf(path, sizeof path, "dir/file%02d", i);
        CHECK(make(path, "") == 0);
    }
    /* Whatever the size, each name comes once. 32 is about the least that makes headway. */
    CHECK(list(fd, 512) == COUNT + 2 && complete() && dots == 2);
    CHECK(list(fd, 100) == COUNT + 2 && complete());
    CHECK(list(fd, 32) == COUNT + 2 && complete());
    CHECK(list(fd, 31) == COUNT + 2 && complete());

    /* Part of an entry's header is what fits into a smaller one. */
    uint8_t buffer[512];
    __wasi_size_t used = 99;
    COMES_TO(__wasi_fd_readdir(fd, buffer, 10, 0, &used), 0);
    CHECK(used == 10);

    /* A cookie far beyond the end is an end, or refused. */
    int error = __wasi_fd_readdir(fd, buffer, sizeof buffer, 1000000, &used);
    CHECK(error == __WASI_ERRNO_INVAL || error == __WASI_ERRNO_NOENT || (error == 0 && used == 0));

    /* What appears and disappears is seen by a listing that begins afterwards. */
    CHECK(unlink("dir/file00") == 0);
    CHECK(list(fd, 512) == COUNT + 1 && seen[0] == 0 && seen[1] == 1);
    CHECK(make("dir/file00", "") == 0);
    CHECK(list(fd, 512) == COUNT + 2 && complete());

    /* Removing while reading, as rm -r does. */
    DIR *stream = opendir("dir");
    int removed = 0;
    CHECK(stream != NULL);
    for (struct dirent *entry; stream && (entry = readdir(stream));) {
        if (entry->d_name[0] == '.') continue;
        CHECK(unlinkat(dirfd(stream), entry->d_name, 0) == 0);
        removed++;
    }
    CHECK(removed == COUNT);
    CHECK(closedir(stream) == 0);
    CHECK(list(fd, 512) == 2);
    CHECK(close(fd) == 0);
    CHECK(rmdir("dir") == 0);

    CHECK(make("file", "") == 0);
    fd = open("file", O_RDONLY);
    CHECK(__wasi_fd_readdir(fd, buffer, sizeof buffer, 0, &used) != 0);
    CHECK(close(fd) == 0);
    return failures != 0;
}

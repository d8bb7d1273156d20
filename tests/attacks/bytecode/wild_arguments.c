#include <stdio.h>
#include <wasi/api.h>

/* Every call gets pointers and lengths that reach past the end of the memory. */
int main(void) {
    void *end = (void *)0xfffffff8u;
    __wasi_size_t n;
    __wasi_errno_t e[] = {
        __wasi_fd_write(2, end, 1, &n),          __wasi_fd_read(0, end, 0xffffffffu, &n),
        __wasi_fd_readdir(3, end, 0x7fffffff, 0, &n), __wasi_random_get(end, 0xffffffffu),
        __wasi_args_get(end, end),               __wasi_environ_get(end, end),
        __wasi_clock_time_get(__WASI_CLOCKID_REALTIME, 0, end), __wasi_fd_prestat_dir_name(3, end, 0xffffffffu),
        __wasi_fd_filestat_get(1, end),          __wasi_fd_seek(3, -1, 77, end),
        __wasi_path_readlink(3, ".", end, 0xffffffffu, &n),
    };
    int refused = 0;
    for (size_t i = 0; i < sizeof e / sizeof *e; i++) refused += e[i] != 0;
    printf("%d of %zu refused\n", refused, sizeof e / sizeof *e);
}

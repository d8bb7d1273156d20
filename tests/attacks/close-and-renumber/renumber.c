#include <stdio.h>
#include <wasi/api.h>

/* Descriptor 2 becomes 1, then numbers that no table should be grown for are tried. */
int main(void) {
    __wasi_errno_t e = __wasi_fd_renumber(2, 1);
    (void)e;
    for (unsigned fd = 3; fd < 0xf0000000u; fd = fd * 2 + 1) {
        e = __wasi_fd_renumber(fd, fd + 1);
        e = __wasi_fd_renumber(0, fd);
    }
    return 0;
}

#include <stdio.h>
#include <wasi/api.h>

/* The four socket calls of preview 1 on every low descriptor. */
int main(void) {
    for (__wasi_fd_t fd = 0; fd < 256; fd++) {
        __wasi_fd_t accepted;
        uint8_t text[64];
        __wasi_iovec_t in = {text, sizeof text};
        __wasi_ciovec_t out = {(const uint8_t *)"hello", 5};
        __wasi_size_t n;
        __wasi_roflags_t flags;
        if (__wasi_sock_accept(fd, 0, &accepted) == 0) printf("accepted on %u\n", fd);
        if (__wasi_sock_recv(fd, &in, 1, 0, &n, &flags) == 0) printf("received on %u\n", fd);
        if (fd > 2 && __wasi_sock_send(fd, &out, 1, 0, &n) == 0) printf("sent on %u\n", fd);
        if (fd > 2) __wasi_sock_shutdown(fd, __WASI_SDFLAGS_RD | __WASI_SDFLAGS_WR);
    }
    puts("done");
}

#include <stdio.h>
#include <wasi/api.h>

/* The host must check a list that claims to reach past the end of the memory. */
int main(void) {
    __wasi_size_t happened;
    __wasi_errno_t e = __wasi_poll_oneoff((void *)0xfffffff0u, (void *)0xffffff00u, 0xffffffffu, &happened);
    printf("%s\n", e ? "refused" : "accepted");
    return 0;
}

/* The entry of gawk for WASI preview 1: gawk's own `main`, with larger buffers and a stack of initialized memory to start
   from. gawk itself says whatever there is to say about arguments, files and errors. */
#include <stdio.h>
#include <stdlib.h>
#include <wasi/libc-environ.h>

void __wasi_init_tp(void);
void __wasm_call_ctors(void);
void __wasilibc_reset_preopens(void);
int __main_void(void);
int gawk_main(int count, char **arguments);

/* libc's own buffer holds 1 KiB, and every time it is full the host is called. Input does not go through libc. */
static char output_buffer[32768];

/* There is nothing to prepare that is worth its while but libc. */
__attribute__((export_name("wizer-initialize"))) void wizer_initialize(void) {
    __wasi_init_tp();
    __wasm_call_ctors();
    __wasilibc_deinitialize_environ();
    __wasilibc_reset_preopens();
}

/* Stands in for `_start` in a module that was made from a snapshot, where libc is initialized already. */
__attribute__((export_name("wizer-resume"))) void wizer_resume(void) { exit(__main_void()); }

/* What a program wants from a shell cannot be had, and unlike a pipe, which is an error of its own, `system` would only
   give -1. */
int system(const char *command) {
    if (!command)
        return 0;
    fflush(stdout);
    fprintf(stderr, "gawk: warning: system(\"%s\"): there are no other programs here\n", command);
    return -1;
}

int main(int count, char **arguments) {
    setvbuf(stdout, output_buffer, _IOFBF, sizeof output_buffer);
    return gawk_main(count, arguments);
}

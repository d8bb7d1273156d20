/* Calls main with the arguments. A main without parameters has its caller in the same object file, because the compiler
   puts it there; this is for the others, and is linked only then. wasi-libc has it too, but there a program without any
   main is linked and stops when it runs. */
#include <stdlib.h>
#include <wasi/api.h>

int __main_argc_argv(int count, char **arguments);

int __main_void(void) {
    size_t count = 0, size = 0;
    if (__wasi_args_sizes_get(&count, &size) != 0)
        _Exit(EXIT_FAILURE);
    char **arguments = calloc(count + 1, sizeof *arguments);
    char *text = malloc(size);
    if (!arguments || (!text && size > 0) || __wasi_args_get((uint8_t **)arguments, (uint8_t *)text) != 0)
        _Exit(EXIT_FAILURE);
    return __main_argc_argv((int)count, arguments);
}

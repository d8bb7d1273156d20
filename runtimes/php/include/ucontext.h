/* Fibers need another stack, which WebAssembly does not give. build.sh lets them say so before any of this is called. */
#ifndef UCONTEXT_H
#define UCONTEXT_H
#include <stddef.h>
typedef struct ucontext {
    struct {
        void *ss_sp;
        size_t ss_size;
        int ss_flags;
    } uc_stack;
    struct ucontext *uc_link;
} ucontext_t;
#define getcontext(context) (-1)
#define swapcontext(from, to) __builtin_trap()
#define makecontext(context, ...) ((void)(context))
#endif

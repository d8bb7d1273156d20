/* abort() without flushing, as natively. The handler of SIGABRT lies in signal.c, which is linked only by programs that use
   signals; the weak reference does not pull it in. */
#include <stdlib.h>

void __abort_handler(void) __attribute__((weak));

_Noreturn void abort(void) {
    if (__abort_handler)
        __abort_handler();
    __builtin_trap();
}

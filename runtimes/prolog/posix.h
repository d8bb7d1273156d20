/* What SWI-Prolog expects of a POSIX system and wasi-libc lacks. Rounding cannot be changed; UTC is the only time zone. */
#include <wasi-stubs.h>

#include <fenv.h>
#include <time.h>
#ifndef FE_UPWARD
#define FE_DOWNWARD 0x400
#define FE_UPWARD 0x800
#define FE_TOWARDZERO 0xc00
#endif
#define tzset() ((void)0)
#define wait_t int
static long timezone __attribute__((unused));
static char *tzname[2] __attribute__((unused)) = {(char *)"UTC", (char *)"UTC"};

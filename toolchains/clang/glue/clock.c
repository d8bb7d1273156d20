/* clock() in the unit that POSIX prescribes. It counts the time of the processor where the host has a clock for it, and
   otherwise that of the wall since the program began. */
#include <time.h>
#include <wasi/api.h>

static __wasi_timestamp_t now(__wasi_clockid_t clock) {
    __wasi_timestamp_t time;
    return __wasi_clock_time_get(clock, 1, &time) == 0 ? time : 0;
}

static __wasi_timestamp_t begin;

__attribute__((constructor)) static void note_begin(void) { begin = now(__WASI_CLOCKID_MONOTONIC); }

clock_t clock(void) {
    __wasi_timestamp_t time = now(__WASI_CLOCKID_PROCESS_CPUTIME_ID);
    if (time == 0)
        time = now(__WASI_CLOCKID_MONOTONIC) - begin;
    return (clock_t)(time / (1000000000 / CLOCKS_PER_SEC));
}

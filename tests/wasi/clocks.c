/* Clocks: the monotonic one never goes back, CPU time grows with work and not with sleep, the calendar is plausible. */
#include "check.h"
#include <time.h>

int main(void) {
    uint64_t last = 0;
    for (int i = 0; i < 10000; i++) {
        struct timespec time;
        clock_gettime(CLOCK_MONOTONIC, &time);
        uint64_t now = (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
        CHECK(now >= last);
        last = now;
    }
    /* The start of 2026, and of 2100. */
    time_t calendar = time(NULL);
    CHECK(calendar > 1767225600 && calendar < 4102444800);

    struct timespec resolution;
    CHECK(clock_getres(CLOCK_MONOTONIC, &resolution) == 0 && resolution.tv_sec == 0 && resolution.tv_nsec > 0);
    CHECK(clock_getres(CLOCK_REALTIME, &resolution) == 0 && resolution.tv_sec == 0 && resolution.tv_nsec > 0);
    __wasi_timestamp_t time;
    COMES_TO(__wasi_clock_time_get(99, 1, &time), __WASI_ERRNO_INVAL);
    COMES_TO(__wasi_clock_res_get(99, &time), __WASI_ERRNO_INVAL);

    __wasi_timestamp_t before = 0, worked = 0, slept = 0;
    COMES_TO(__wasi_clock_time_get(__WASI_CLOCKID_PROCESS_CPUTIME_ID, 1, &before), 0);
    volatile uint32_t sum = 0;
    for (uint32_t i = 0; i < 50000000; i++) sum += i;
    COMES_TO(__wasi_clock_time_get(__WASI_CLOCKID_PROCESS_CPUTIME_ID, 1, &worked), 0);
    CHECK(worked > before);
    usleep(200000);
    COMES_TO(__wasi_clock_time_get(__WASI_CLOCKID_THREAD_CPUTIME_ID, 1, &slept), 0);
    CHECK(slept >= worked && slept - worked < 150000000);
    return failures != 0;
}

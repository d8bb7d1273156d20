/* Waiting: for a clock, for a file, for whichever comes first, and for what can't be. */
#include "check.h"
#include <poll.h>
#include <time.h>

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static __wasi_subscription_t clock_in(uint64_t userdata, int64_t nanoseconds) {
    __wasi_subscription_t wanted = {.userdata = userdata};
    wanted.u.tag = __WASI_EVENTTYPE_CLOCK;
    wanted.u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
    wanted.u.u.clock.timeout = (uint64_t)nanoseconds;
    return wanted;
}

static __wasi_subscription_t file(uint64_t userdata, int type, int fd) {
    __wasi_subscription_t wanted = {.userdata = userdata};
    wanted.u.tag = (uint8_t)type;
    wanted.u.u.fd_read.file_descriptor = fd;
    return wanted;
}

int main(void) {
    __wasi_event_t events[3];
    __wasi_size_t count = 0;
    __wasi_subscription_t wanted[3];

    COMES_TO(__wasi_poll_oneoff(wanted, events, 0, &count), __WASI_ERRNO_INVAL);

    int64_t start = now();
    wanted[0] = clock_in(7, 30 * 1000000);
    COMES_TO(__wasi_poll_oneoff(wanted, events, 1, &count), 0);
    CHECK(count == 1 && events[0].userdata == 7 && events[0].type == __WASI_EVENTTYPE_CLOCK && events[0].error == 0);
    CHECK(now() - start >= 29 * 1000000);

    /* The first of two clocks wakes. */
    start = now();
    wanted[0] = clock_in(1, 10LL * 1000000000);
    wanted[1] = clock_in(2, 5 * 1000000);
    COMES_TO(__wasi_poll_oneoff(wanted, events, 2, &count), 0);
    CHECK(count == 1 && events[0].userdata == 2 && now() - start < 5LL * 1000000000);

    /* A point in time that has passed is no wait. */
    wanted[0] = clock_in(3, now() - 1);
    wanted[0].u.u.clock.flags = __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME;
    COMES_TO(__wasi_poll_oneoff(wanted, events, 1, &count), 0);
    CHECK(count == 1 && events[0].userdata == 3);
    start = now();
    wanted[0] = clock_in(4, start + 20 * 1000000);
    wanted[0].u.u.clock.flags = __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME;
    COMES_TO(__wasi_poll_oneoff(wanted, events, 1, &count), 0);
    CHECK(now() - start >= 19 * 1000000);

    /* A file is ready always, so a long clock beside it does not matter. */
    CHECK(make("file", "12345") == 0);
    int fd = open("file", O_RDWR);
    start = now();
    wanted[0] = clock_in(1, 10LL * 1000000000);
    wanted[1] = file(2, __WASI_EVENTTYPE_FD_READ, fd);
    wanted[2] = file(3, __WASI_EVENTTYPE_FD_WRITE, fd);
    COMES_TO(__wasi_poll_oneoff(wanted, events, 3, &count), 0);
    /* wasmtime-wasi may tell one of the two and leave the other to the next call. */
    CHECK(count == 1 || count == 2);
    for (__wasi_size_t i = 0; i < count; i++) {
        CHECK(events[i].userdata == 2 || events[i].userdata == 3);
        CHECK(events[i].type == (events[i].userdata == 2 ? __WASI_EVENTTYPE_FD_READ : __WASI_EVENTTYPE_FD_WRITE));
    }
    CHECK(now() - start < 5LL * 1000000000);
    CHECK(close(fd) == 0);

    /* A descriptor that is not open is told in its event, or fails the whole call. */
    wanted[0] = file(9, __WASI_EVENTTYPE_FD_READ, fd);
    int error = __wasi_poll_oneoff(wanted, events, 1, &count);
    CHECK(error == __WASI_ERRNO_BADF || (error == 0 && count == 1 && events[0].error == __WASI_ERRNO_BADF));

    struct pollfd streams[2] = {{.fd = 0, .events = POLLIN}, {.fd = 1, .events = POLLOUT}};
    CHECK(poll(streams, 2, 10000) == 2 && (streams[0].revents & POLLIN) && (streams[1].revents & POLLOUT));

    start = now();
    CHECK(usleep(10000) == 0 && now() - start >= 9 * 1000000);
    struct timespec span = {0, 10000000};
    CHECK(nanosleep(&span, NULL) == 0);
    return failures != 0;
}

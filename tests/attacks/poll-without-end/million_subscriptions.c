#include <stdlib.h>
#include <wasi/api.h>

/* 48 MB of subscriptions and 32 MB of events, all of them clocks an hour away. */
int main(void) {
    enum { count = 1000000 };
    __wasi_subscription_t *in = calloc(count, sizeof *in);
    __wasi_event_t *out = calloc(count, sizeof *out);
    if (!in || !out) return 1;
    for (int i = 0; i < count; i++) {
        in[i].userdata = (unsigned)i;
        in[i].u.tag = __WASI_EVENTTYPE_CLOCK;
        in[i].u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
        in[i].u.u.clock.timeout = 3600000000000ull;
    }
    for (;;) {
        __wasi_size_t happened;
        __wasi_errno_t e = __wasi_poll_oneoff(in, out, count, &happened);
        if (e) return 2;
    }
}

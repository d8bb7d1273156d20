#include <time.h>

int main(void) {
    struct timespec longest = {.tv_sec = 0x7fffffff, .tv_nsec = 999999999};
    for (;;) nanosleep(&longest, 0);
}

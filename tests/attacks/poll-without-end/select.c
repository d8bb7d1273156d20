#include <sys/select.h>

int main(void) {
    for (;;) {
        struct timeval hour = {.tv_sec = 3600};
        select(0, 0, 0, 0, &hour);
    }
}

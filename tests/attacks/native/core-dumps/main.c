#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
int main(void) {
    // At a limit of 0 a core is still given to a program, where the host names one; at 1 it is not.
    struct rlimit limit = {1 << 20, 1 << 20};
    setrlimit(RLIMIT_CORE, &limit);
    limit.rlim_cur = limit.rlim_max = 0;
    setrlimit(RLIMIT_CORE, &limit);
    prlimit(0, RLIMIT_CORE, &limit, 0);
    getrlimit(RLIMIT_CORE, &limit);
    printf("limit %ld\n", (long)limit.rlim_max);
    fflush(stdout);
    abort();
}

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

volatile int zero;

static int deep(volatile int *at)
{
    volatile int room[1000];
    room[at[0] % 1000] = 1;
    return deep(room) + room[0];
}

int main(int argc, char **argv)
{
    (void)argc;
    puts("before");
    fflush(stdout);
    switch (atoi(argv[1])) {
    case 6:
        abort();
    case 8:
        printf("%d\n", 100 / zero);
        break;
    case 11:
        *(volatile char *)(long)zero = 1;
        break;
    case 0:
        return deep(&zero);
    default:
        raise(atoi(argv[1]));
    }
    return 0;
}

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    int n = 0;
    while (n < 1000000 && mkdir("d", 0777) == 0 && chdir("d") == 0) n++;
    printf("stopped: %s, at most 500 %d\n", strerror(errno), n <= 500);
}

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    for (int children = 0; children < 100; children++) {
        pid_t child = fork();
        if (child == 0) {
            pause();
            return 0;
        }
        if (child < 0) {
            printf("%d children, then: %s\n", children, strerror(errno));
            return 0;
        }
    }
    puts("as many as it liked");
    return 1;
}

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    close(open("one", O_CREAT | O_WRONLY, 0666));
    int n = 0;
    while (n < 100000 && open(n % 2 ? "one" : "/dev/null", O_RDONLY) >= 0) n++;
    printf("done: %s\n", n < 100000 ? strerror(errno) : "all opened");
}

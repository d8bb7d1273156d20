#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
    char name[256];
    for (int i = 0; i < 100000; i++) {
        // The longest names there are, of bytes that are no text.
        memset(name, 0xfe, 255);
        name[255] = 0;
        name[sprintf(name, "%d", i)] = '\xfe';
        int fd = open(name, O_CREAT | O_WRONLY, 0600);
        if (fd < 0) { puts(errno == ENOSPC ? "ENOSPC" : strerror(errno)); return 0; }
        close(fd);
    }
    puts("ESCAPED: 100000 files");
}

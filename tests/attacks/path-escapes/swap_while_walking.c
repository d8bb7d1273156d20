#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A directory is opened, moved elsewhere, and used as the base of an upward path. */
int main(int argc, char **argv) {
    if (argc < 2) return 2;
    mkdir("a", 0777);
    mkdir("a/b", 0777);
    mkdir("a/b/c", 0777);
    int fd = open("a/b/c", O_RDONLY | O_DIRECTORY);
    rename("a/b/c", "moved");
    rmdir("a/b");
    char path[4096], text[200] = "";
    for (int ups = 1; ups < 12; ups++) {
        path[0] = 0;
        for (int i = 0; i < ups; i++) strcat(path, "../");
        strcat(path, argv[1] + 1);
        int in = openat(fd, path, O_RDWR);
        if (in >= 0 && read(in, text, sizeof text - 1) > 0) printf("[%s]\n", text);
        if (in >= 0) write(in, "damaged", 7), close(in);
        unlinkat(fd, path, 0);
    }
    rmdir("moved");
    printf("%s\n", openat(fd, "file", O_CREAT | O_WRONLY, 0666) < 0 ? "removed" : "still usable");
    puts("done");
}

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(const char *name, const char *text) {
    FILE *file = fopen(name, "w");
    if (file) {
        fputs(text, file);
        fclose(file);
    }
}

int main(int argc, char **argv) {
    const char *aims[] = {argc > 1 ? argv[1] : "/x", "/etc/passwd", "../../../etc/passwd", "/proc/self/environ", "/dev/zero", "/dev/stdin", "/"};
    char name[64];
    for (int i = 0; i < 7; i++) {
        sprintf(name, "out%d.txt", i);
        put(name, "plain\n");
        unlink(name);
        symlink(aims[i], name);
        sprintf(name, "renamed%d.txt", i);
        symlink(aims[i], "link");
        rename("link", name);
    }
    /* A loop, a link to a link, a folder in a file's place, and a link in a given file's place. */
    symlink("loop2.txt", "loop1.txt");
    symlink("loop1.txt", "loop2.txt");
    symlink("out0.txt", "chain.txt");
    put("folder.txt", "x");
    unlink("folder.txt");
    mkdir("folder.txt", 0777);
    unlink("given.txt");
    put("given.txt", "new\n");
    put("kept.txt", "kept\n");
    return 0;
}

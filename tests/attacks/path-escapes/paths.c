#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *how, const char *path) {
    char text[200] = "";
    int fd = open(path, O_RDONLY);
    if (fd < 0) {
        printf("%s: denied, errno %d\n", how, errno);
        return;
    }
    long n = (long)read(fd, text, sizeof text - 1);
    printf("%s: %ld bytes [%s]\n", how, n, text);
    close(fd);
}

static void damage(const char *path) {
    int fd = open(path, O_WRONLY | O_TRUNC);
    if (fd >= 0) {
        write(fd, "damaged", 7);
        close(fd);
    }
    fd = open(path, O_WRONLY | O_APPEND);
    if (fd >= 0) {
        write(fd, "damaged", 7);
        close(fd);
    }
    truncate(path, 0);
    chmod(path, 0777);
    rename("mine", path);
    link("mine", path);
    unlink(path);
    rmdir(path);
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    const char *target = argv[1];
    char path[4096];
    FILE *f = fopen("mine", "w");
    fputs("mine", f);
    fclose(f);
    mkdir("dir", 0777);
    static const char *prefixes[] = {"", "/", "//", "/..", "/../../..", "./", "..", "../../../../../../../../../../..", "dir/../../../../../../../../..",
                                     "dir/./../..", "/dir/../..", "/tmp/../../../../../..", "/dev/../..", "/proc/self/root", "/proc/1/root", "/dev/fd/3", "mine/../.."};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        snprintf(path, sizeof path, "%s%s", prefixes[i], target);
        show(prefixes[i], path);
        damage(path);
        strcat(path, "/");
        show("trailing slash", path);
        strcat(path, ".");
        show("trailing dot", path);
    }
    static const char *ups[] = {"", "..", "../../../../../../../..", "/..", "dir/../..", "/proc/self/root"};
    for (size_t i = 0; i < sizeof ups / sizeof *ups; i++) {
        snprintf(path, sizeof path, "%s%s", ups[i], target);
        unlink("link");
        unlink("hard");
        printf("symlink %d, ", symlink(path, "link"));
        show("through it", "link");
        show("through it, trailing slash", "link/");
        damage("link");
        unlink("dirlink");
        symlink(*ups[i] ? ups[i] : "/", "dirlink");
        snprintf(path, sizeof path, "dirlink%s", target);
        show("below a linked directory", path);
        damage(path);
        snprintf(path, sizeof path, "%s%s", ups[i], target);
        printf("hard link %d, ", link(path, "hard"));
        show("through it", "hard");
        damage("hard");
        printf("rename in %d, ", rename(path, "taken"));
        show("taken", "taken");
        unlink("taken");
    }
    symlink("loop", "loop");
    show("a link to itself", "loop");
    if (chdir("..") == 0 || chdir("/..") == 0) show("after chdir", target + 1);
    puts("done");
}

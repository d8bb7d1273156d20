#include <dirent.h>
#include <stdio.h>

int main(void) {
    static const char *names[] = {"/etc/passwd", "/etc/hostname", "/etc/hosts", "/proc/self/environ", "/proc/self/maps", "/proc/self/cmdline", "/proc/self/mem", "/proc/version", "/proc/cpuinfo", "/sys/class/net", "/root/.bashrc", "/var/log", "/dev/mem", "/dev/tty", "/run/secrets", "../../../../../../etc/passwd"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char text[2000];
        FILE *f = fopen(names[i], "r");
        size_t n = f ? fread(text, 1, sizeof text, f) : 0;
        printf("%s: %s ", names[i], f ? "opened" : "denied");
        fwrite(text, 1, n, stdout);
        putchar('\n');
    }
    static const char *dirs[] = {"/", "/..", "/proc", "/sys", "/etc", "/home", "/dev"};
    for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++) {
        DIR *dir = opendir(dirs[i]);
        printf("%s:", dirs[i]);
        for (struct dirent *e; dir && (e = readdir(dir));) printf(" %s", e->d_name);
        putchar('\n');
    }
    puts("done");
}

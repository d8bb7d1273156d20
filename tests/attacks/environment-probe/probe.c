#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

extern char **environ;

int main(int argc, char **argv) {
    for (char **e = environ; e && *e; e++) printf("env %s\n", *e);
    for (int i = 0; i < argc; i++) printf("arg %s\n", argv[i]);
    struct utsname u;
    if (uname(&u) == 0) printf("%s %s %s %s %s\n", u.sysname, u.nodename, u.release, u.version, u.machine);
    char text[256] = "";
    printf("cwd %s\n", getcwd(text, sizeof text));
    printf("processors %ld, page %ld\n", sysconf(_SC_NPROCESSORS_ONLN), sysconf(_SC_PAGESIZE));
    puts("done");
}

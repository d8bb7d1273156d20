// Copies of a program with every bit set, and the programs of the host that have them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static void try(const char *command) {
    char output[4096];
    FILE *from = popen(command, "r");
    output[fread(output, 1, sizeof output - 1, from)] = 0;
    pclose(from);
    if (strstr(output, "euid=") || strstr(output, "uid=0") || strstr(output, "egid=")) printf("ESCAPED: %s: %s\n", command, output);
}
int main(void) {
    try("cp /usr/bin/id /tmp/id && chmod 6755 /tmp/id && /tmp/id 2>&1");
    try("su -c id 2>&1 < /dev/null");
    try("su root -c id 2>&1 < /dev/null");
    try("sudo -n id 2>&1");
    try("newgrp root 2>&1 < /dev/null; id");
    try("unshare -Ur id 2>&1");
    if (system("mount -t tmpfs x /tmp 2> /dev/null") == 0) puts("ESCAPED: mount");
    if (system("passwd -d root > /dev/null 2>&1") == 0) puts("ESCAPED: passwd");
    if (system("fusermount -u /tmp > /dev/null 2>&1") == 0) puts("ESCAPED: fusermount");
    puts("done");
}

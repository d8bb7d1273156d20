#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#define TRY(what, call) do { if ((call) >= 0) printf("ESCAPED: " what "\n"); } while (0)
int main(void) {
    const char *names[] = {"mem", "environ", "root", "fd", "cwd", "maps", "exe", "auxv", "pagemap", "syscall", "stack",
        "personality", "io", "timers", "map_files", "fdinfo", "ns", "task/1/mem", "task/1/environ", 0};
    char path[100], buffer[4096];
    for (int i = 0; names[i]; i++) {
        snprintf(path, sizeof path, "/proc/1/%s", names[i]);
        int fd = open(path, O_RDONLY);
        // Some are opened by anybody and refuse to be read.
        if (fd >= 0 && (read(fd, buffer, sizeof buffer) > 0 || syscall(SYS_getdents64, fd, buffer, sizeof buffer) > 0) && strcmp(names[i], "ns"))
            printf("ESCAPED: %s\n", path);
        TRY("write", open(path, O_RDWR));
    }
    const char *spaces[] = {"mnt", "pid", "net", "user", "ipc", "uts", "cgroup", 0};
    for (int i = 0; spaces[i]; i++) {
        snprintf(path, sizeof path, "/proc/1/ns/%s", spaces[i]);
        int fd = open(path, O_RDONLY);
        if (fd >= 0) printf("ESCAPED: opened %s\n", path);
        snprintf(path, sizeof path, "/proc/self/ns/%s", spaces[i]);
        fd = open(path, O_RDONLY);
        TRY("setns", setns(fd, 0));
    }
    TRY("attach", ptrace(PTRACE_ATTACH, 1, 0, 0));
    TRY("seize", ptrace(PTRACE_SEIZE, 1, 0, 0));
    TRY("traceme", ptrace(PTRACE_TRACEME, 0, 0, 0));
    struct iovec here = {buffer, 10}, there = {(void *)0x400000, 10};
    TRY("process_vm_readv", process_vm_readv(1, &here, 1, &there, 1, 0));
    TRY("process_vm_writev", process_vm_writev(1, &here, 1, &there, 1, 0));
    int first = syscall(SYS_pidfd_open, 1, 0);
    TRY("pidfd_getfd", syscall(SYS_pidfd_getfd, first, 3, 0));
    for (int i = 0; i < 12; i++) TRY("namespaces of a pidfd", syscall(SYS_ioctl, first, 0xff01 + i, 0));
    TRY("kcmp", syscall(SYS_kcmp, getpid(), 1, 0, 0, 0));
    void *list; size_t length;
    TRY("robust list", syscall(SYS_get_robust_list, 1, &list, &length));
    struct rlimit none = {0, 0}, old;
    for (int r = 0; r < 16; r++) {
        TRY("its limits are read", prlimit(1, r, 0, &old));
        if (r != RLIMIT_CPU && r != RLIMIT_NOFILE) TRY("its limits are changed", prlimit(1, r, &none, 0));
    }
    TRY("nice", setpriority(PRIO_PROCESS, 1, 19));
    TRY("nice for all of the user", setpriority(PRIO_USER, 0, 19));
    TRY("nice for a group", setpriority(PRIO_PGRP, 1, 19));
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    TRY("affinity", sched_setaffinity(1, sizeof one, &one));
    struct sched_param param = {0};
    TRY("scheduler", sched_setscheduler(1, SCHED_IDLE, &param));
    TRY("scheduling parameters", sched_setparam(1, &param));
    struct { unsigned size, policy; unsigned long flags; int nice; unsigned p; unsigned long r, d, e; } attr = {48, SCHED_IDLE};
    TRY("scheduling attributes", syscall(SYS_sched_setattr, 1, &attr, 0));
    TRY("io priority", syscall(SYS_ioprio_set, 1, 1, 3 << 13));
    TRY("io priority of the user", syscall(SYS_ioprio_set, 3, getuid(), 3 << 13));
    // What is this program's own stays possible.
    if (setpriority(PRIO_PROCESS, 0, 19)) puts("no nice");
    if (sched_setaffinity(0, sizeof one, &one) && errno != EINVAL) puts("no affinity");
    if (getrlimit(RLIMIT_STACK, &old) || setrlimit(RLIMIT_STACK, &old)) puts("no limits");
    puts("done");
}

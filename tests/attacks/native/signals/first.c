// Sends each signal to the first process, in each way. Should that end, this program would not get to print.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    for (int round = 0; round < 3; round++)
        for (int s = 1; s < 65; s++) {
            kill(1, s);
            syscall(SYS_tgkill, 1, 1, s);
            siginfo_t info;
            memset(&info, 0, sizeof info);
            info.si_code = SI_QUEUE;
            info.si_addr = (void *)&info;
            syscall(SYS_rt_sigqueueinfo, 1, s, &info);
            int fd = syscall(SYS_pidfd_open, 1, 0);
            syscall(SYS_pidfd_send_signal, fd, s, 0, 0);
            close(fd);
            // A signal that the kernel sends when a pipe becomes readable.
            int p[2];
            pipe(p);
            fcntl(p[0], F_SETOWN, 1);
            fcntl(p[0], F_SETSIG, s);
            fcntl(p[0], F_SETFL, O_ASYNC);
            write(p[1], "x", 1);
            close(p[0]), close(p[1]);
        }
    usleep(200000);
    puts("alive");
}

/* What sigaction() and sigaltstack() take; appended to wasi-libc's bits/signal.h, which has the numbers only. */
#ifndef ENCLOS_SIGACTION_H
#define ENCLOS_SIGACTION_H
#define SA_NOCLDSTOP 1
#define SA_NOCLDWAIT 2
#define SA_SIGINFO 4
#define SA_ONSTACK 0x08000000
#define SA_RESTART 0x10000000
#define SA_NODEFER 0x40000000
#define SA_RESETHAND 0x80000000
#define MINSIGSTKSZ 2048
#define SIGSTKSZ 8192
#if defined(_POSIX_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) || defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
struct sigaltstack {
    void *ss_sp;
    int ss_flags;
    size_t ss_size;
};
#endif
#endif

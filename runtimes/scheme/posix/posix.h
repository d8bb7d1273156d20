/* What Chez Scheme's kernel expects of a POSIX system and wasi-libc lacks. There are no signals to handle or to block. */
#include <wasi-stubs.h>

#include <signal.h>
#ifndef SIG_UNBLOCK
#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2
#define SA_SIGINFO 4
#define SA_RESTART 0x10000000
#define SA_NODEFER 0x40000000
#define SA_RESETHAND 0x80000000
typedef struct {
    int si_signo, si_code;
    void *si_addr;
} siginfo_t;
struct sigaction {
    union {
        void (*sa_handler)(int);
        void (*sa_sigaction)(int, siginfo_t *, void *);
    };
    sigset_t sa_mask;
    int sa_flags;
};
#define sigemptyset(set) ((void)(set), 0)
#define sigfillset(set) ((void)(set), 0)
#define sigaddset(set, signal) ((void)(set), 0)
#define sigprocmask(how, set, old) ((void)(set), 0)
#define sigaction(number, new, old) 0
#endif

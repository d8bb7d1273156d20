/* Signals within one program: raise() runs the handler that signal() or sigaction() has set, and the default action ends
   the program. Nothing comes from outside, so masks are kept and nothing is ever pending. It is used instead of
   wasi-libc's own emulation, which has no sigaction and writes a message of its own to stderr. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct sigaction actions[_NSIG];
static sigset_t mask;

static int refuse(int error) {
    errno = error;
    return -1;
}

static int valid(int number) { return number > 0 && number < _NSIG; }

/* SIG_IGN and SIG_ERR are functions in wasi-libc, because small integers are valid function pointers. */
void __SIG_IGN(int number) { (void)number; }
void __SIG_ERR(int number) {
    (void)number;
    __builtin_trap();
}

int sigaction(int number, const struct sigaction *restrict action, struct sigaction *restrict old) {
    if (!valid(number) || (action && (number == SIGKILL || number == SIGSTOP)))
        return refuse(EINVAL);
    struct sigaction previous = actions[number];
    if (action)
        actions[number] = *action;
    if (old)
        *old = previous;
    return 0;
}

void (*signal(int number, void (*handler)(int)))(int) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, old;
    return sigaction(number, &action, &old) == 0 ? old.sa_handler : SIG_ERR;
}

/* A trap is how the host recognizes an abort. Other signals end the program with the exit code by which a shell
   would report them. */
static void act_by_default(int number) {
    if (number == SIGABRT)
        __builtin_trap();
    if (number != SIGCHLD && number != SIGCONT && number != SIGURG && number != SIGWINCH)
        _Exit(128 + number);
}

int raise(int number) {
    if (!valid(number))
        return refuse(EINVAL);
    struct sigaction action = actions[number];
    if (action.sa_flags & SA_RESETHAND)
        memset(&actions[number], 0, sizeof actions[number]);
    if (action.sa_handler == SIG_DFL)
        act_by_default(number);
    else if (action.sa_flags & SA_SIGINFO)
        action.sa_sigaction(number, &(siginfo_t){.si_signo = number, .si_code = SI_USER}, NULL);
    else
        action.sa_handler(number);
    return 0;
}

/* Called by abort() of this folder in programs that have linked this file, so that a handler of SIGABRT runs. */
void __abort_handler(void) {
    if (actions[SIGABRT].sa_handler != SIG_DFL)
        raise(SIGABRT);
}

int kill(pid_t process, int number) {
    if (process != getpid() && process != 0 && process != -1)
        return refuse(ESRCH);
    return number == 0 ? 0 : raise(number);
}

int pthread_kill(pthread_t thread, int number) {
    (void)thread;
    return raise(number) == 0 ? 0 : errno;
}

/* sigset_t is one byte here, too small for a set, so sets hold nothing and the calls only check their arguments. */
int sigemptyset(sigset_t *set) {
    *set = 0;
    return 0;
}
int sigfillset(sigset_t *set) {
    *set = (sigset_t)-1;
    return 0;
}
int sigaddset(sigset_t *set, int number) {
    (void)set;
    return valid(number) ? 0 : refuse(EINVAL);
}
int sigdelset(sigset_t *set, int number) { return sigaddset(set, number); }
int sigismember(const sigset_t *set, int number) {
    return valid(number) ? *set == (sigset_t)-1 : refuse(EINVAL);
}
int sigpending(sigset_t *set) { return sigemptyset(set); }

int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old) {
    if (set && how != SIG_BLOCK && how != SIG_UNBLOCK && how != SIG_SETMASK)
        return refuse(EINVAL);
    sigset_t previous = mask;
    if (set)
        mask = how == SIG_UNBLOCK ? mask & (sigset_t)~*set : how == SIG_BLOCK ? mask | *set : *set;
    if (old)
        *old = previous;
    return 0;
}
int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict old) {
    return sigprocmask(how, set, old) == 0 ? 0 : errno;
}

int sigaltstack(const stack_t *restrict stack, stack_t *restrict old) {
    (void)stack;
    if (old)
        *old = (stack_t){.ss_flags = SS_DISABLE};
    return 0;
}

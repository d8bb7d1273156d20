/* Included before everything else of PHP: what libc lacks of fcntl.h and unistd.h. */
#ifndef PHP_WASI_H
#define PHP_WASI_H
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <syslog.h>
#ifndef F_SETLK
#define F_SETLK 6
#define F_SETLKW 7
#endif
#ifndef F_RDLCK
#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2
#endif
#define getdtablesize() 1024
#define execle(...) (-1)
/* hrtime asks for these before it uses clock_gettime, which is there. */
#include <unistd.h>
#ifndef _POSIX_TIMERS
#define _POSIX_TIMERS 200809L
#define _POSIX_MONOTONIC_CLOCK 200809L
#endif
/* There are no signals to keep the mask of, and the compiler knows setjmp by this name only. */
#include <setjmp.h>
#define sigjmp_buf jmp_buf
#define sigsetjmp(buffer, mask) setjmp(buffer)
#define siglongjmp longjmp
#endif

/* wasi-stubs.h declares what belongs here; no child is ever there to be waited for. */
#ifndef SYS_WAIT_H
#define SYS_WAIT_H
#define WIFSTOPPED(status) 0
#define WSTOPSIG(status) 0
#endif

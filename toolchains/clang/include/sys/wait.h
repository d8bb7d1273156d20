/* There are no child processes. The calls exist and fail with ECHILD. */
#ifndef _SYS_WAIT_H
#define _SYS_WAIT_H
#include <stdlib.h>
#include <sys/types.h>
#ifdef __cplusplus
extern "C" {
#endif
pid_t wait(int *status);
pid_t waitpid(pid_t process, int *status, int options);
#ifdef __cplusplus
}
#endif
#endif

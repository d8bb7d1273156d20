/* Appended to wasi-libc's sys/random.h. */
#ifndef ENCLOS_GETRANDOM_H
#define ENCLOS_GETRANDOM_H
#include <sys/types.h>
#define GRND_NONBLOCK 1
#define GRND_RANDOM 2
#ifdef __cplusplus
extern "C" {
#endif
ssize_t getrandom(void *buffer, size_t size, unsigned flags);
#ifdef __cplusplus
}
#endif
#endif

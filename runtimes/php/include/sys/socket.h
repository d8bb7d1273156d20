/* Sockets can't be made, so nothing is done with one either. libc leaves these functions out altogether. */
#ifndef PHP_SYS_SOCKET_H
#define PHP_SYS_SOCKET_H
#include_next <sys/socket.h>
#include <errno.h>
#ifndef SO_ERROR
#define SO_ERROR 4
#endif
#ifndef SO_REUSEADDR
#define SO_REUSEADDR 2
#endif
#ifndef MSG_OOB
#define MSG_OOB 1
#endif
static inline int no_socket(void)
{
    errno = EAFNOSUPPORT;
    return -1;
}
#define socket(...) no_socket()
#define socketpair(...) no_socket()
#define connect(...) no_socket()
#define bind(...) no_socket()
#define listen(...) no_socket()
#define setsockopt(...) no_socket()
#define getpeername(...) no_socket()
#define getsockname(...) no_socket()
#define sendto(...) no_socket()
#define recvfrom(...) no_socket()
#endif

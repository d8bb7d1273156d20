/* libc's own has a family and nothing else. */
#ifndef PHP_SYS_UN_H
#define PHP_SYS_UN_H
#include <sys/socket.h>
#define sockaddr_un php_sockaddr_un
struct php_sockaddr_un {
    sa_family_t sun_family;
    char sun_path[108];
};
#endif

/* There is no network, so no name of a host or a service is known. */
#ifndef NETDB_H
#define NETDB_H
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
struct hostent {
    char *h_name, **h_aliases;
    int h_addrtype, h_length;
    char **h_addr_list;
};
struct servent {
    char *s_name, **s_aliases;
    int s_port;
    char *s_proto;
};
struct protoent {
    char *p_name, **p_aliases;
    int p_proto;
};
struct addrinfo {
    int ai_flags, ai_family, ai_socktype, ai_protocol;
    socklen_t ai_addrlen;
    struct sockaddr *ai_addr;
    char *ai_canonname;
    struct addrinfo *ai_next;
};
#define EAI_NONAME (-2)
#define NI_MAXHOST 1025
#define NI_NUMERICHOST 1
#define NI_NAMEREQD 8
#define getnameinfo(...) EAI_NONAME
#define h_addr h_addr_list[0]
static inline struct hostent *gethostbyname(const char *name) { return NULL; }
static inline struct hostent *gethostbyaddr(const void *address, socklen_t length, int family) { return NULL; }
static inline struct servent *getservbyname(const char *name, const char *protocol) { return NULL; }
static inline struct servent *getservbyport(int port, const char *protocol) { return NULL; }
static inline struct protoent *getprotobyname(const char *name) { return NULL; }
static inline struct protoent *getprotobynumber(int number) { return NULL; }
static inline int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **result)
{
    return EAI_NONAME;
}
static inline void freeaddrinfo(struct addrinfo *result) {}
static inline const char *gai_strerror(int error) { return "Name or service not known"; }
#endif

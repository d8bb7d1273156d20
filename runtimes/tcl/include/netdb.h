/* There is no network: what Tcl declares of it is enough, and no host has a name. */
#ifndef NETDB_H
#define NETDB_H
struct addrinfo;
struct hostent {
    char *h_name, **h_aliases, **h_addr_list;
    int h_addrtype, h_length;
};

#define gethostbyname(name) ((struct hostent *)0)
#define gethostbyaddr(address, length, type) ((struct hostent *)0)
#define getsockname(descriptor, address, length) (-1)
#endif

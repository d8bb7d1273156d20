/* Functions of the library Unix that need headers that WASI does not have, and those of its
   functions for network addresses that the library calls for constants of its own. */
#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

#include "caml/alloc.h"
#include "caml/fail.h"
#include "caml/mlvalues.h"
#include "unixsupport.h"

static value refuse(const char *function, value path) { unix_error(ENOSYS, (char *)function, path); }

value unix_chroot(value path) { return refuse("chroot", path); }
value unix_mkfifo(value path, value mode) { return refuse("mkfifo", path); }
/* There are no users and no groups. */
value unix_getpwnam(value name) { caml_raise_not_found(); }
value unix_getpwuid(value number) { caml_raise_not_found(); }
value unix_getgrnam(value name) { caml_raise_not_found(); }
value unix_getgrgid(value number) { caml_raise_not_found(); }

value unix_inet_addr_of_string(value text) {
    unsigned char address[16];
    if (inet_pton(AF_INET, String_val(text), address) == 1)
        return caml_alloc_initialized_string(4, (char *)address);
    if (inet_pton(AF_INET6, String_val(text), address) == 1)
        return caml_alloc_initialized_string(16, (char *)address);
    caml_failwith("inet_addr_of_string");
}

value unix_string_of_inet_addr(value address) {
    char text[64];
    int family = caml_string_length(address) == 16 ? AF_INET6 : AF_INET;
    if (!inet_ntop(family, String_val(address), text, sizeof text))
        uerror("string_of_inet_addr", Nothing);
    return caml_copy_string(text);
}

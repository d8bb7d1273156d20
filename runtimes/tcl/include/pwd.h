/* There are no users. */
#ifndef PWD_H
#define PWD_H
#include <sys/types.h>

struct passwd {
    char *pw_name, *pw_passwd, *pw_gecos, *pw_dir, *pw_shell;
    uid_t pw_uid;
    gid_t pw_gid;
};

static inline struct passwd *getpwnam(const char *name) { return (void)name, (struct passwd *)0; }
static inline struct passwd *getpwuid(uid_t user) { return (void)user, (struct passwd *)0; }
static inline void endpwent(void) {}
#endif

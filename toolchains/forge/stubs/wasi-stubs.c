/* Functions that ordinary C programs link and preview 1 lacks; see wasi-stubs.h. Every definition is weak, so that a
   program's own one wins. Each lies in a section of its own, and the linker drops what is not used. */
#include "wasi-stubs.h"
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#define STUB __attribute__((weak))

static int refuse(int error) {
    errno = error;
    return -1;
}

static void *refuse_pointer(int error) {
    errno = error;
    return NULL;
}

/* A null command asks whether there is a shell. There is none. */
STUB int system(const char *command) { return command ? refuse(ENOSYS) : 0; }
STUB FILE *popen(const char *command, const char *mode) {
    (void)command, (void)mode;
    return refuse_pointer(ENOSYS);
}
STUB int pclose(FILE *stream) {
    (void)stream;
    return refuse(ENOSYS);
}

/* Replaces the six trailing X of the pattern. Names that nobody can guess matter little in a folder that one program
   owns, so a name taken by an earlier call is all that has to be avoided, and the caller does that. */
static int fill_pattern(char *pattern) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    size_t length = strlen(pattern);
    if (length < 6 || strcmp(pattern + length - 6, "XXXXXX") != 0)
        return refuse(EINVAL);
    uint32_t random;
    if (getentropy(&random, sizeof random) != 0)
        return -1;
    for (int i = 0; i < 6; i++, random /= 36)
        pattern[length - 6 + i] = letters[random % 36];
    return 0;
}

enum { ATTEMPTS = 100 };

STUB int mkstemp(char *pattern) {
    char *tail = pattern + strlen(pattern);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (fill_pattern(pattern) != 0)
            return -1;
        int descriptor = open(pattern, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (descriptor >= 0 || errno != EEXIST)
            return descriptor;
        memcpy(tail - 6, "XXXXXX", 6);
    }
    return refuse(EEXIST);
}

STUB char *mkdtemp(char *pattern) {
    char *tail = pattern + strlen(pattern);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (fill_pattern(pattern) != 0)
            return NULL;
        if (mkdir(pattern, 0700) == 0)
            return pattern;
        if (errno != EEXIST)
            return NULL;
        memcpy(tail - 6, "XXXXXX", 6);
    }
    return refuse_pointer(EEXIST);
}

STUB char *mktemp(char *pattern) {
    char *tail = pattern + strlen(pattern);
    for (int attempt = 0; attempt < ATTEMPTS && fill_pattern(pattern) == 0; attempt++) {
        if (access(pattern, F_OK) != 0)
            return pattern;
        memcpy(tail - 6, "XXXXXX", 6);
    }
    *pattern = 0;
    return pattern;
}

STUB char *tmpnam(char *buffer) {
    static char own[L_tmpnam];
    char *name = buffer ? buffer : own;
    strcpy(name, P_tmpdir "/XXXXXX");
    mktemp(name);
    return *name ? name : NULL;
}

STUB char *tempnam(const char *directory, const char *prefix) {
    if (!directory)
        directory = P_tmpdir;
    if (!prefix)
        prefix = "";
    size_t size = strlen(directory) + strlen(prefix) + sizeof "/XXXXXX";
    char *name = malloc(size);
    if (!name)
        return NULL;
    snprintf(name, size, "%s/%sXXXXXX", directory, prefix);
    mktemp(name);
    if (*name)
        return name;
    free(name);
    return NULL;
}

STUB FILE *tmpfile(void) {
    char name[] = P_tmpdir "/XXXXXX";
    int descriptor = mkstemp(name);
    if (descriptor < 0)
        return NULL;
    unlink(name);
    FILE *file = fdopen(descriptor, "w+");
    if (!file)
        close(descriptor);
    return file;
}

STUB pid_t fork(void) { return refuse(ENOSYS); }
STUB pid_t vfork(void) { return refuse(ENOSYS); }
STUB int execv(const char *path, char *const arguments[]) {
    (void)path, (void)arguments;
    return refuse(ENOSYS);
}
STUB int execve(const char *path, char *const arguments[], char *const environment[]) {
    (void)path, (void)arguments, (void)environment;
    return refuse(ENOSYS);
}
STUB int execvp(const char *file, char *const arguments[]) {
    (void)file, (void)arguments;
    return refuse(ENOSYS);
}
STUB int execl(const char *path, const char *argument, ...) {
    (void)path, (void)argument;
    return refuse(ENOSYS);
}
STUB int execlp(const char *file, const char *argument, ...) {
    (void)file, (void)argument;
    return refuse(ENOSYS);
}
STUB pid_t wait(int *status) {
    (void)status;
    return refuse(ECHILD);
}
STUB pid_t waitpid(pid_t pid, int *status, int options) {
    (void)pid, (void)status, (void)options;
    return refuse(ECHILD);
}
STUB int kill(pid_t pid, int signal) {
    (void)pid, (void)signal;
    return refuse(ENOSYS);
}
STUB unsigned alarm(unsigned seconds) {
    (void)seconds;
    return 0;
}
STUB int pipe(int ends[2]) {
    (void)ends;
    return refuse(ENOSYS);
}
STUB int dup(int descriptor) {
    (void)descriptor;
    return refuse(ENOSYS);
}
STUB int dup2(int from, int to) {
    (void)from, (void)to;
    return refuse(ENOSYS);
}

/* There is one user, and it has no name. */
STUB uid_t getuid(void) { return 0; }
STUB uid_t geteuid(void) { return 0; }
STUB gid_t getgid(void) { return 0; }
STUB gid_t getegid(void) { return 0; }
STUB int setuid(uid_t user) { return user == 0 ? 0 : refuse(EPERM); }
STUB int setgid(gid_t group) { return group == 0 ? 0 : refuse(EPERM); }
STUB int getgroups(int size, gid_t groups[]) {
    (void)size, (void)groups;
    return 0;
}
STUB pid_t getppid(void) { return 1; }
STUB pid_t getpgrp(void) { return 1; }
STUB pid_t setsid(void) { return refuse(EPERM); }
STUB char *getlogin(void) { return refuse_pointer(ENOSYS); }
STUB char *ttyname(int descriptor) {
    (void)descriptor;
    return refuse_pointer(ENOTTY);
}

/* Preview 1 has no modes and no owners. */
STUB mode_t umask(mode_t mask) {
    (void)mask;
    return 022;
}
STUB int chown(const char *path, uid_t user, gid_t group) {
    (void)path, (void)user, (void)group;
    return refuse(ENOSYS);
}
STUB int fchown(int descriptor, uid_t user, gid_t group) {
    (void)descriptor, (void)user, (void)group;
    return refuse(ENOSYS);
}
STUB int lchown(const char *path, uid_t user, gid_t group) {
    (void)path, (void)user, (void)group;
    return refuse(ENOSYS);
}
STUB int nice(int increment) {
    (void)increment;
    return 0;
}
STUB void sync(void) {}

/* Declarations of what ordinary C programs expect and preview 1 lacks. Meant for `-include wasi-stubs.h`, together with
   `-lwasi-stubs`. What can be done with files alone works (tmpfile, mkstemp); the rest fails with an errno, so that a
   program which checks its results goes on in good order. */
#ifndef WASI_STUBS_H
#define WASI_STUBS_H

#if !defined(__ASSEMBLER__)
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

#ifndef L_tmpnam
#define L_tmpnam 20
#endif
#ifndef TMP_MAX
#define TMP_MAX 10000
#endif
#ifndef P_tmpdir
#define P_tmpdir "/tmp"
#endif
#ifndef WNOHANG
#define WNOHANG 1
#define WUNTRACED 2
#define WEXITSTATUS(status) (((status) & 0xff00) >> 8)
#define WTERMSIG(status) ((status) & 0x7f)
#define WIFEXITED(status) (!WTERMSIG(status))
#define WIFSIGNALED(status) (WTERMSIG(status) != 0)
#endif

#ifdef __cplusplus
extern "C" {
#endif
int system(const char *command);
FILE *popen(const char *command, const char *mode);
int pclose(FILE *stream);
FILE *tmpfile(void);
char *tmpnam(char *buffer);
char *tempnam(const char *directory, const char *prefix);
char *mktemp(char *pattern);
int mkstemp(char *pattern);
char *mkdtemp(char *pattern);
pid_t fork(void);
pid_t vfork(void);
int execv(const char *path, char *const arguments[]);
int execve(const char *path, char *const arguments[], char *const environment[]);
int execvp(const char *file, char *const arguments[]);
int execl(const char *path, const char *argument, ...);
int execlp(const char *file, const char *argument, ...);
pid_t wait(int *status);
pid_t waitpid(pid_t pid, int *status, int options);
int kill(pid_t pid, int signal);
unsigned alarm(unsigned seconds);
int pipe(int ends[2]);
int dup(int descriptor);
int dup2(int from, int to);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int setuid(uid_t user);
int setgid(gid_t group);
int getgroups(int size, gid_t groups[]);
pid_t getppid(void);
pid_t getpgrp(void);
pid_t setsid(void);
char *getlogin(void);
char *ttyname(int descriptor);
mode_t umask(mode_t mask);
int chown(const char *path, uid_t user, gid_t group);
int fchown(int descriptor, uid_t user, gid_t group);
int lchown(const char *path, uid_t user, gid_t group);
int nice(int increment);
void sync(void);
#ifdef __cplusplus
}
#endif
#endif
#endif

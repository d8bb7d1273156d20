/* There is no system log. */
#ifndef SYSLOG_H
#define SYSLOG_H
#define LOG_EMERG 0
#define LOG_ALERT 1
#define LOG_CRIT 2
#define LOG_ERR 3
#define LOG_WARNING 4
#define LOG_NOTICE 5
#define LOG_INFO 6
#define LOG_DEBUG 7
enum { LOG_KERN = 0, LOG_USER = 8, LOG_MAIL = 16, LOG_DAEMON = 24, LOG_AUTH = 32, LOG_SYSLOG = 40, LOG_LPR = 48, LOG_NEWS = 56,
       LOG_UUCP = 64, LOG_CRON = 72, LOG_AUTHPRIV = 80 };
enum { LOG_PID = 1, LOG_CONS = 2, LOG_ODELAY = 4, LOG_NDELAY = 8, LOG_NOWAIT = 16, LOG_PERROR = 32 };
#define LOG_LOCAL0 128
#define LOG_LOCAL1 136
#define LOG_LOCAL2 144
#define LOG_LOCAL3 152
#define LOG_LOCAL4 160
#define LOG_LOCAL5 168
#define LOG_LOCAL6 176
#define LOG_LOCAL7 184
static inline void openlog(const char *name, int options, int facility) {}
static inline void syslog(int priority, const char *format, ...) {}
static inline void closelog(void) {}
#endif

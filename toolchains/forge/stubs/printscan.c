/* wasi-libc has the functions that print and read numbers twice. One set does all its arithmetic in long double, which is
 * 128 bits wide and done in software, at several times the cost; the other, in double, stops a program that prints or reads
 * a long double. Both are here, under names of their own, and a look at the format tells which is wanted. */

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

int vfprintD(FILE *, const char *, va_list);
int vfprintL(FILE *, const char *, va_list);
int vfscanD(FILE *, const char *, va_list);
int vfscanL(FILE *, const char *, va_list);
int vfwprintD(FILE *, const wchar_t *, va_list);
int vfwprintL(FILE *, const wchar_t *, va_list);
long double strtolL(const char *, char **);
long double wcstolL(const wchar_t *, wchar_t **);

/* Everything that may stand between a percent sign and an L. */
#define BETWEEN "0123456789 #+-.'*$hjlmqtz"
#define WIDE(text) L##text
#define WIDEN(text) WIDE(text)

static bool has_long_double(const char *format)
{
    while ((format = strchr(format, '%'))) {
        format++;
        format += strspn(format, BETWEEN);
        if (*format == 'L') {
            return true;
        }
        format += *format != '\0';
    }
    return false;
}

static bool has_wide_long_double(const wchar_t *format)
{
    while ((format = wcschr(format, L'%'))) {
        format++;
        format += wcsspn(format, WIDEN(BETWEEN));
        if (*format == L'L') {
            return true;
        }
        format += *format != L'\0';
    }
    return false;
}

int vfprintf(FILE *restrict file, const char *restrict format, va_list arguments)
{
    return has_long_double(format) ? vfprintL(file, format, arguments) : vfprintD(file, format, arguments);
}

int vfwprintf(FILE *restrict file, const wchar_t *restrict format, va_list arguments)
{
    return has_wide_long_double(format) ? vfwprintL(file, format, arguments) : vfwprintD(file, format, arguments);
}

int vfscanf(FILE *restrict file, const char *restrict format, va_list arguments)
{
    return has_long_double(format) ? vfscanL(file, format, arguments) : vfscanD(file, format, arguments);
}

__attribute__((weak, alias("vfscanf"))) int __isoc99_vfscanf(FILE *restrict, const char *restrict, va_list);

long double strtold(const char *restrict text, char **restrict end)
{
    return strtolL(text, end);
}

long double wcstold(const wchar_t *restrict text, wchar_t **restrict end)
{
    return wcstolL(text, end);
}

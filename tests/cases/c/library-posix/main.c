#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <getopt.h>
#include <glob.h>
#include <libgen.h>
#include <regex.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int descending(const void *left, const void *right, void *calls) {
    ++*(int *)calls;
    return *(const int *)right - *(const int *)left;
}

static void options(void) {
    char *args[] = {"program", "-a", "rest", "-b", "value", "--long=7", NULL};
    struct option names[] = {{"long", required_argument, NULL, 'l'}, {0}};
    int option;
    while ((option = getopt_long(6, args, "ab:", names, NULL)) != -1) {
        printf("option %c %s\n", option, optarg ? optarg : "-");
    }
    printf("then %s\n", args[optind]);
}

static void text(void) {
    regex_t pattern;
    regmatch_t match[3];
    regcomp(&pattern, "([a-z]+)=([0-9]+)", REG_EXTENDED);
    int result = regexec(&pattern, "  key=123;", 3, match, 0);
    printf("regex %d %d %d\n", result, (int)match[1].rm_so, (int)match[2].rm_eo);
    regfree(&pattern);
    printf("fnmatch %d %d\n", fnmatch("*.c", "x.c", 0), fnmatch("a[!b]?", "abd", 0) == FNM_NOMATCH);
    char list[] = "a,b;;c", pairs[] = "x::y", *state, *rest = pairs, *part;
    for (part = strtok_r(list, ",;", &state); part; part = strtok_r(NULL, ",;", &state)) {
        printf("[%s]", part);
    }
    while ((part = strsep(&rest, ":"))) {
        printf("<%s>", part);
    }
    printf("\n%s %s %s\n", strcasestr("Hello World", "WORLD"), (char *)memmem("abcdef", 6, "cd", 2), strchrnul("k=v", '='));
    printf("%s %s\n", basename(strdup("/a/b.c")), dirname(strdup("/a/b.c")));
    char *made;
    printf("%d ", asprintf(&made, "%5.2f|%-4s|%+d|%#x", 3.14159, "ab", 5, 255));
    puts(made);
    struct tm time = {0};
    char line[64];
    strptime("2024-02-28 14:30:59", "%Y-%m-%d %H:%M:%S", &time);
    time.tm_mday += 2;
    time_t seconds = timegm(&time);
    strftime(line, sizeof line, "%F %T %a %j", gmtime(&seconds));
    puts(line);
}

static void streams(void) {
    FILE *file = fopen("lines.txt", "w+");
    fputs("one\nline two\nend", file);
    rewind(file);
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    while ((length = getline(&line, &capacity, file)) > 0) {
        printf("%zd ", length);
    }
    fseek(file, -3, SEEK_END);
    printf("at %ld\n", ftell(file));
    fclose(file);
    char *memory;
    size_t size;
    file = open_memstream(&memory, &size);
    fprintf(file, "%d bottles", 99);
    fclose(file);
    int first, second;
    file = fmemopen("12 34", 5, "r");
    fscanf(file, "%d%d", &first, &second);
    printf("%s %zu %d\n", memory, size, first + second);
}

static void files(void) {
    mkdir("folder", 0755);
    close(open("folder/x.c", O_CREAT | O_WRONLY, 0644));
    close(open("folder/y.h", O_CREAT | O_WRONLY, 0644));
    int entries = 0;
    DIR *folder = opendir("folder");
    for (struct dirent *entry; (entry = readdir(folder));) {
        entries += entry->d_name[0] != '.';
    }
    closedir(folder);
    glob_t found;
    int result = glob("folder/*.c", 0, NULL, &found);
    printf("%d entries, %d %zu %s\n", entries, result, found.gl_pathc, found.gl_pathv[0]);
    rename("lines.txt", "folder/moved.txt");
    struct stat status;
    stat("folder/moved.txt", &status);
    printf("%d %d bytes %d\n", access("lines.txt", F_OK), (int)status.st_size, S_ISREG(status.st_mode));
}

int main(void) {
    options();
    text();
    streams();
    files();
    int numbers[] = {5, 2, 9, 1}, calls = 0;
    qsort_r(numbers, 4, sizeof *numbers, descending, &calls);
    printf("%d %d %d %d, %s\n", numbers[0], numbers[1], numbers[2], numbers[3], calls > 2 ? "compared" : "not");
    hcreate(8);
    hsearch((ENTRY){"key", "value"}, ENTER);
    printf("%s\n", (char *)hsearch((ENTRY){"key", NULL}, FIND)->data);
}

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    FILE *f = fopen("notes.txt", "w+");
    for (int i = 1; i <= 1000; i++) fprintf(f, "line %d\n", i);
    printf("wrote %ld bytes\n", ftell(f));
    fseek(f, -10, SEEK_END);
    char tail[32] = "";
    fgets(tail, sizeof tail, f);
    printf("tail %s", tail);
    fclose(f);

    f = fopen("notes.txt", "a");
    fputs("appended\n", f);
    fclose(f);
    struct stat st;
    stat("notes.txt", &st);
    printf("size %lld, regular %d\n", (long long)st.st_size, S_ISREG(st.st_mode));

    printf("mkdir %d\n", mkdir("dir", 0777));
    printf("rename %d\n", rename("notes.txt", "dir/moved.txt"));
    printf("old name: %s\n", fopen("notes.txt", "r") ? "there" : strerror(errno));
    DIR *dir = opendir("dir");
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.') printf("found %s\n", e->d_name);
    closedir(dir);
    printf("rmdir while full %d\n", rmdir("dir"));
    int unlinked = unlink("dir/moved.txt");
    printf("unlink %d, rmdir %d\n", unlinked, rmdir("dir"));
    f = fopen("/tmp/scratch", "w");
    printf("/tmp %s\n", f ? "writable" : strerror(errno));
    remove("/tmp/scratch");
}

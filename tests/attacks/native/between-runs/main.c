#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
int main(void) {
    const char *places[] = {"/tmp/enclos-attack", "/box/enclos-attack", "/dev/shm/enclos-attack", "/var/tmp/enclos-attack", "/enclos-attack"};
    int found = 0;
    for (int i = 0; i < 5; i++) {
        found |= access(places[i], F_OK) == 0;
        int fd = open(places[i], O_CREAT | O_WRONLY, 0666);
        write(fd, "secret", 6);
    }
    int shm = shm_open("/enclos-attack-2", O_RDWR, 0600);
    found |= shm >= 0;
    shm_open("/enclos-attack-2", O_RDWR | O_CREAT, 0600);
    // An abstract socket, held by a daemon.
    struct sockaddr_un a = {AF_UNIX};
    strcpy(a.sun_path + 1, "enclos-attack");
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    found |= connect(s, (void *)&a, sizeof a) == 0;
    if (fork() == 0) {
        setsid();
        s = socket(AF_UNIX, SOCK_STREAM, 0);
        bind(s, (void *)&a, sizeof a);
        listen(s, 5);
        for (;;) pause();
    }
    usleep(50000);
    puts(found ? "ESCAPED: something of another run" : "clean");
}

// Fills sockets, sends them along another one and closes them.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
static char block[1 << 15];
int main(void) {
    long total = 0;
    int road[2];
    socketpair(AF_UNIX, SOCK_DGRAM, 0, road);
    for (int i = 0; i < 400; i++) {
        int s[2], sent;
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, s)) break;
        for (int end = 0; end < 2; end++) {
            fcntl(s[end], F_SETFL, O_NONBLOCK);
            while ((sent = write(s[end], block, sizeof block)) > 0) total += sent;
        }
        struct iovec one = {block, 1};
        union { struct cmsghdr head; char space[CMSG_SPACE(sizeof s)]; } control;
        struct msghdr message = {.msg_iov = &one, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
        control.head = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof s), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
        memcpy(CMSG_DATA(&control.head), s, sizeof s);
        if (sendmsg(road[0], &message, MSG_DONTWAIT) < 0) { perror("sendmsg"); break; }
        close(s[0]);
        close(s[1]);
        // One that is full is itself on its way, along the next.
        if (i % 5 == 4) { int next[2]; socketpair(AF_UNIX, SOCK_DGRAM, 0, next); road[0] = next[0]; }
        usleep(1000);
    }
    if (total > (100 << 20)) printf("ESCAPED: %ld MB in sockets\n", total >> 20);
    return 1;
}

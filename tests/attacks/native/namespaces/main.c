#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/prctl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#define TRY(what, call) do { if ((long)(call) >= 0) printf("ESCAPED: " what "\n"); } while (0)
static int nothing(void *x) { return 0; }
static char stack[65536];
int main(void) {
    int flags[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP, 0x80};
    for (int i = 0; i < 8; i++) {
        TRY("unshare", unshare(flags[i]));
        if (flags[i] != 0x80) TRY("clone", clone(nothing, stack + 65536, flags[i] | SIGCHLD, 0));
        unsigned long args[11] = {flags[i], 0, 0, 0, SIGCHLD};
        long pid = syscall(SYS_clone3, args, 88);
        if (pid == 0) _exit(0);
        TRY("clone3", pid);
    }
    TRY("mount tmpfs", mount("x", "/tmp", "tmpfs", 0, 0));
    TRY("mount proc", mount("x", "/tmp", "proc", 0, 0));
    TRY("bind", mount("/usr", "/tmp", 0, MS_BIND, 0));
    TRY("remount", mount(0, "/", 0, MS_REMOUNT | MS_BIND, 0));
    TRY("remount /box", mount(0, "/box", 0, MS_REMOUNT, "size=10g"));
    TRY("umount", umount2("/tmp", MNT_DETACH));
    TRY("umount /usr/local", umount2("/usr/local", MNT_DETACH));
    mkdir("/tmp/enclos-attack", 0777);
    TRY("pivot_root", syscall(SYS_pivot_root, "/tmp", "/tmp"));
    TRY("chroot", chroot("/tmp/enclos-attack"));
    TRY("fsopen", syscall(SYS_fsopen, "tmpfs", 0));
    TRY("open_tree", syscall(SYS_open_tree, AT_FDCWD, "/", 1));
    TRY("fspick", syscall(SYS_fspick, AT_FDCWD, "/", 0));
    TRY("mount_setattr", syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, (long[4]){0}, 32));
    TRY("listmount", syscall(458, 0, 0, 0, 0));
    // A file of the host by its number, as a program called shocker did: the number of a root folder is 2.
    struct { unsigned bytes; int type; unsigned char f[8]; } handle = {8, 1, {2}};
    TRY("open_by_handle_at", syscall(SYS_open_by_handle_at, open("/usr", O_RDONLY), &handle, O_RDONLY));
    int id;
    TRY("name_to_handle_at", syscall(SYS_name_to_handle_at, AT_FDCWD, "/usr", &handle, &id, 0));
    int families[] = {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_VSOCK, AF_ALG, AF_KEY, AF_BLUETOOTH, AF_CAN, AF_TIPC, AF_XDP, 43, 41, 0};
    for (int i = 0; i < 14; i++)
        for (int type = 1; type <= 6; type++) {
            TRY("socket", socket(families[i], type, 0));
            int pair[2];
            TRY("socketpair", socketpair(families[i], type, 0, pair));
        }
    // Abstract sockets of the host's: the bus, the window system.
    const char *names[] = {"/tmp/.X11-unix/X0", "/tmp/dbus-0", "/run/systemd/notify", 0};
    for (int i = 0; names[i]; i++) {
        struct sockaddr_un a = {AF_UNIX};
        strcpy(a.sun_path + 1, names[i]);
        TRY("abstract socket", connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&a, 3 + strlen(names[i])));
        strcpy(a.sun_path, names[i]);
        TRY("socket in a file", connect(socket(AF_UNIX, SOCK_STREAM, 0), (void *)&a, sizeof a));
    }
    TRY("add_key", syscall(SYS_add_key, "user", "enclos-attack", "x", 1, -3));
    TRY("keyctl", syscall(SYS_keyctl, 0, -3, 1));
    TRY("request_key", syscall(SYS_request_key, "user", "x", "y", -3));
    TRY("io_uring", syscall(SYS_io_uring_setup, 8, (char[200]){0}));
    TRY("bpf", syscall(SYS_bpf, 0, (char[120]){0}, 120));
    TRY("perf", syscall(SYS_perf_event_open, (char[128]){0}, 0, -1, -1, 0));
    TRY("userfaultfd", syscall(SYS_userfaultfd, 1));
    TRY("kexec", syscall(SYS_kexec_load, 0, 0, 0, 0));
    TRY("init_module", syscall(SYS_init_module, "", 0, ""));
    TRY("reboot", syscall(SYS_reboot, 0xfee1dead, 672274793, 0, 0));
    TRY("swapon", syscall(SYS_swapon, "/tmp/x", 0));
    TRY("sethostname", sethostname("x", 1));
    TRY("settimeofday", syscall(SYS_settimeofday, (long[2]){0}, 0));
    TRY("syslog", syscall(SYS_syslog, 3, stack, 1000));
    TRY("iopl", syscall(SYS_iopl, 3));
    TRY("fanotify", syscall(SYS_fanotify_init, 0, 0));
    TRY("inotify", syscall(SYS_inotify_init1, 0));
    TRY("seccomp listener", syscall(SYS_seccomp, 1, 8, stack));
    TRY("landlock", syscall(SYS_landlock_create_ruleset, 0, 0, 1));
    TRY("vmsplice", syscall(SYS_vmsplice, 1, 0, 0, 0));
    TRY("quotactl", syscall(SYS_quotactl, 0, 0, 0, 0));
    TRY("personality", personality(0x0400000));
    TRY("personality", personality(0x0100000));
    TRY("TIOCSTI", ioctl(0, 0x5412, "x"));
    TRY("TIOCSTI", ioctl(1, 0x100005412ul, "x"));
    TRY("setuid", setuid(0));
    TRY("setgid", setgid(0));
    TRY("setgroups", syscall(SYS_setgroups, 1, (int[1]){0}));
    TRY("capset", syscall(SYS_capset, (int[2]){0x20080522, 0}, (int[6]){-1, -1, -1, -1, -1, -1}));
    TRY("ambient", prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, 21, 0, 0));
    TRY("prctl mm", prctl(PR_SET_MM, PR_SET_MM_BRK, 0, 0, 0));
    TRY("new privileges again", prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    TRY("mknod", mknod("/tmp/enclos-attack-disk", S_IFBLK | 0666, 254 << 8));
    TRY("mknod", mknod("/box/zero", S_IFCHR | 0666, 1 << 8 | 5));
    // What is a process's own does no harm.
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    puts("done");
}

/* What Tcl's sources for sockets would define, and what libc lacks. There are no sockets to be had, and `socket` says so. */
#include <sys/stat.h>
#include <unistd.h>

#include "tclInt.h"

static int refuse(Tcl_Interp *interp) {
    if (interp)
        Tcl_SetObjResult(interp, Tcl_NewStringObj("couldn't open socket: there is no network here", -1));
    return TCL_ERROR;
}

Tcl_Channel Tcl_OpenTcpClient(Tcl_Interp *interp, int port, const char *host, const char *own_address, int own_port,
                              int asynchronous) {
    (void)port, (void)host, (void)own_address, (void)own_port, (void)asynchronous;
    refuse(interp);
    return NULL;
}

Tcl_Channel Tcl_OpenTcpServer(Tcl_Interp *interp, int port, const char *host, Tcl_TcpAcceptProc *accept, void *data) {
    (void)port, (void)host, (void)accept, (void)data;
    refuse(interp);
    return NULL;
}

Tcl_Channel Tcl_MakeTcpClientChannel(void *descriptor) {
    (void)descriptor;
    return NULL;
}

void *TclpMakeTcpClientChannelMode(void *descriptor, int mode) {
    (void)descriptor, (void)mode;
    return NULL;
}

int TclSockGetPort(Tcl_Interp *interp, const char *text, const char *protocol, int *port) {
    (void)protocol;
    return Tcl_GetInt(interp, text, port);
}

int TclSockMinimumBuffers(void *descriptor, int size) {
    (void)descriptor, (void)size;
    return TCL_OK;
}

int TclpHasSockets(Tcl_Interp *interp) {
    (void)interp;
    return TCL_OK;
}

void TclpFinalizeSockets(void) {}

const char *Tcl_GetHostName(void) { return "localhost"; }

/* Files have no permissions, so any will do. In front of libc's own, which would make every copy of a file fail. */
int __wrap_chmod(const char *path, mode_t mode) {
    (void)mode;
    return access(path, F_OK);
}

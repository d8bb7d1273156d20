import sys


def attempt(how, action):
    try:
        print(how, "REACHED", action())
    except BaseException as error:
        print(how, "denied", type(error).__name__)


def connect(host, port):
    import socket

    return socket.create_connection((host, port), timeout=1).recv(1)


def datagram():
    import socket

    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port))


def local():
    import socket

    return socket.socket(socket.AF_UNIX).connect("/run/docker.sock")


def resolve():
    import socket

    return socket.getaddrinfo("name.invalid", 80)


def fetch():
    import urllib.request

    return urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1).read()


def listen():
    import socket

    server = socket.socket()
    server.bind(("0.0.0.0", 0))
    server.listen()
    return server.getsockname()


port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
metadata = ".".join(str(n) for n in (169, 254, 169, 254))
attempt("listener", lambda: connect("127.0.0.1", port))
attempt("name", lambda: connect("localhost", port))
attempt("metadata", lambda: connect(metadata, 80))
for name in ("datagram", "local", "resolve", "fetch", "listen"):
    attempt(name, globals()[name])
print("done")

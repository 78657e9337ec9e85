# Asks the network for help, and tells it what it has seen.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import socket, urllib.request


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


attempt(lambda: urllib.request.urlopen("http://127.0.0.1:8888/", timeout=2).read())
attempt(lambda: socket.create_connection(("127.0.0.1", 22), timeout=2))
attempt(lambda: socket.getaddrinfo("example.org", 80))
attempt(lambda: socket.socket(socket.AF_UNIX).connect("/var/run/docker.sock"))
attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53)))
attempt(lambda: get_ipython().run_line_magic("pip", "install tensorflow"))

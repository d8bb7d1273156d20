

# A loop wakes itself from other threads and from signals through a pair of sockets. Here there are neither threads nor
# signals nor sockets, so the loop does without the pair.
def _make_no_self_pipe(self):
    self._ssock = self._csock = None


def _close_no_self_pipe(self):
    pass


BaseSelectorEventLoop._make_self_pipe = _make_no_self_pipe
BaseSelectorEventLoop._close_self_pipe = _close_no_self_pipe

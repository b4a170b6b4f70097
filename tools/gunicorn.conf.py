"""How the site is served: two processes with four threads each, which share the loaded program.

It is loaded before the processes part, and what is there then is put out of the garbage collector's sight: it would
otherwise touch every page of memory, and each process would soon hold a copy of its own.
"""

import gc

workers = 2
worker_class = "gthread"
threads = 4
preload_app = True
control_socket_disable = True


def when_ready(server: object) -> None:  # noqa: ARG001 - as gunicorn calls it
    """Before the first process parts."""
    gc.collect()
    gc.freeze()

"""How the site is served: two processes with four threads each, which share the loaded program.

It is loaded before the processes part, with every template compiled, and what is there then is put out of the garbage
collector's sight: it would otherwise touch every page of memory, and each process would soon hold a copy of its own.
"""

import ctypes
import gc
from typing import Any

from sqlalchemy.orm import configure_mappers

# What glibc's `mallopt` is told: one heap, where each thread would keep its own; memory is given back in fixed steps,
# which would otherwise grow with the largest page.
HEAP = {"M_ARENA_MAX": (-8, 1), "M_TRIM_THRESHOLD": (-1, 8 << 20), "M_MMAP_THRESHOLD": (-3, 4 << 20)}

workers = 2
worker_class = "gthread"
threads = 4
preload_app = True
control_socket_disable = True

# Before the program is loaded; a system without glibc has its own ways.
settle = getattr(ctypes.CDLL(None), "mallopt", None)
if settle is not None:
    for option, value in HEAP.values():
        settle(option, value)


def when_ready(server: Any) -> None:  # noqa: ANN401 - gunicorn's own
    """Before the first process parts."""
    configure_mappers()
    templates = server.app.wsgi().jinja_env
    for name in templates.list_templates():
        templates.get_template(name)
    gc.collect()
    gc.freeze()

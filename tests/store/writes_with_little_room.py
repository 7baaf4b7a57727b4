"""Store articles where no file may grow beyond so many bytes, for each of several limits.

    python writes_with_little_room.py STORE LIMIT...

Prints for each limit what came of it: "stored", or the words of the refusal.
"""

import os
import resource
import sys
from pathlib import Path

from killed_runs import articles
from told import collect

from geomap.errors import OutputError
from geomap.store.checking import checked
from geomap.store.store import Store

documents = articles(300)
for limit in map(int, sys.argv[2:]):
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            collect(sys.argv[1], documents, batch=20)
            words = "stored"
        except OutputError as error:
            words = str(error)
        os.write(1, f"{words}\n".encode())
        os._exit(0)
    os.waitpid(child, 0)
    Store.open(sys.argv[1]).close()
    sys.stdout.write("".join(checked(Path(sys.argv[1]), sample=None).complaints))
    sys.stdout.flush()

"""Store the articles of a JSONL file, and print what became of them and the memory it took.

python stores_a_table.py STORE FILE.jsonl
"""

import json
import resource
import sys
from pathlib import Path

from told import read

from geomap.collect import Collection
from geomap.sources.problem import Remark
from geomap.sources.read import read_documents
from geomap.store.run import Reader
from geomap.store.store import Store

with Store.open(sys.argv[1]) as store:
    run = store.run(Reader("f"))
    found = read_documents([sys.argv[2]], known=run.knows)
    told = (thing for thing in found if not isinstance(thing, Remark))
    tally = Collection(run, read, batch=1000).collect(told)
STATUS = Path("/proc/self/status")
if STATUS.exists():  # where a process's own peak would otherwise begin with its parent's
    (peak,) = (line for line in STATUS.read_text(encoding="ascii").splitlines() if "VmHWM" in line)
    megabytes = int(peak.split()[1]) / 1000
else:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
sys.stdout.write(json.dumps({"read": tally.read, **tally.fates, "megabytes": megabytes}))

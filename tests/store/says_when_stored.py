"""Store one article after another, and say the name of each once it is committed."""

import sys

from told import article, collect

number = 0
while True:
    number += 1
    collect(sys.argv[1], [article(f"a{number}", f"riot:almaty:{number}")])
    sys.stdout.write(f"a{number}\n")
    sys.stdout.flush()

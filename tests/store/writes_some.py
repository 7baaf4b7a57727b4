"""Store the even or the odd ones of many tiny articles."""

import sys

from killed_runs import articles
from told import collect

collect(sys.argv[1], articles(600)[sys.argv[2] == "odd" :: 2], batch=5)

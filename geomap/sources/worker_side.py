"""The child's side of `worker`: confine the process, then read what is sent until the pipe ends.

One line of JSON announces a document and its size, its bytes follow. Each answer is one line:
an article, a row that could not be read, a refusal, or the end.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

import orjson

from geomap.errors import InputError
from geomap.sources.article import Article, Unfit
from geomap.sources.problem import UnreadError
from geomap.sources.worker import OUT_OF_MEMORY, Job

_Read = Callable[[bytes, Job], Iterator[Article | Unfit]]


def main(seconds: float, megabytes: int) -> None:
    """Serve until the parent closes the pipe."""
    _confine(megabytes)
    answers = _own_output()
    jobs = sys.stdin.buffer
    while line := jobs.readline():
        said = orjson.loads(line)
        content = jobs.read(said.pop("size"))
        job = Job(**said | {"columns": tuple(map(tuple, said["columns"]))})
        for answer in _answers(job, content, seconds):
            _alarm(0)  # a parent that takes its time over an answer is no fault of ours
            answers.write(orjson.dumps(answer) + b"\n")
            answers.flush()
            _alarm(seconds)
        _alarm(0)


def _answers(job: Job, content: bytes, seconds: float) -> Iterator[dict[str, Any]]:
    try:
        read = _READERS[job.kind]()
        _alarm(seconds)  # loading the libraries is no fault of the document
        for found in read(content, job):
            yield {"article" if isinstance(found, Article) else "unfit": found}
    except InputError as error:
        status = error.status if isinstance(error, UnreadError) else "unreadable"
        yield {"refused": str(error), "status": status}
    except RecursionError:
        yield {"refused": "is nested too deeply; save its text", "status": "unreadable"}
    except ImportError as error:
        words = f"cannot be read: {error.name or error} is not installed; install geomap again"
        yield {"refused": words, "status": "unreadable"}
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - parsers raise anything on hostile files
        words = f"cannot be understood ({type(error).__name__}); is it damaged?"
        yield {"refused": words, "status": "unreadable"}
    else:
        yield {"end": True}


def _page() -> _Read:
    from geomap.sources.web_page import article_in_page, load  # noqa: PLC0415 - each loads its own

    load()
    return lambda content, job: iter((article_in_page(content, url=job.url, charset=job.charset),))


def _pdf() -> _Read:
    from geomap.sources.pdf import article_in_pdf  # noqa: PLC0415 - as above

    return lambda content, job: iter((article_in_pdf(content, longest=job.longest),))


def _mail() -> _Read:
    from geomap.sources.mail import article_in_mail  # noqa: PLC0415 - as above

    return lambda content, _: iter((article_in_mail(content),))


def _saved() -> _Read:
    from geomap.sources.mail import article_in_saved_page  # noqa: PLC0415 - as above
    from geomap.sources.web_page import load  # noqa: PLC0415 - as above

    load()
    return lambda content, _: iter((article_in_saved_page(content),))


def _feed() -> _Read:
    from geomap.sources.feed import articles_in_feed  # noqa: PLC0415 - as above
    from geomap.sources.web_page import load  # noqa: PLC0415 - as above

    load()
    return lambda content, job: articles_in_feed(content, url=job.url, charset=job.charset)


def _sheet() -> _Read:
    from geomap.sources.sheet import articles_in_sheet  # noqa: PLC0415 - as above

    return lambda content, job: articles_in_sheet(content, dict(job.columns))


_READERS: Mapping[str, Callable[[], _Read]] = {
    "page": _page,
    "saved": _saved,
    "pdf": _pdf,
    "mail": _mail,
    "feed": _feed,
    "sheet": _sheet,
}


def _own_output() -> BinaryIO:
    """The pipe to the parent, which nothing that a library prints can reach."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _confine(megabytes: int) -> None:
    """Cap the memory, and end with the parent. Windows knows neither, macOS no cap on memory."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    most = megabytes * 1024 * 1024
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):  # a lower limit of the user's own stands
        pass
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only here
        import signal  # noqa: PLC0415 - only here

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _alarm(seconds: float) -> None:
    """Ask the system to end this process then; 0 takes the alarm back."""
    if sys.platform != "win32":
        import signal  # noqa: PLC0415 - not on Windows

        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))

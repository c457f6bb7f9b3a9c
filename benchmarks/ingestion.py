"""Compare our ingestion of PDFs with LangChain's usual one: pages per second, memory, and what the texts are worth.

Run: ``python -m benchmarks.ingestion`` (needs the group ``bench``; about three minutes). Each side runs in a process
of its own. LangChain's is PyPDFLoader, RecursiveCharacterTextSplitter(1000, 200) and Chroma; it is given our trained
embedder, so that training counts for us alone. Scanned pages are apart: only our side reads them.
"""

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz.distance import LCSseq

from assistant.settings import Settings
from benchmarks.pdf_sources import HEADER, Made, make, words
from ingestion import ingest
from ingestion.parsers import parse_file

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "data" / "documents"
SCANS = {"example_with_table.pdf"}
COPIES = (1, 10)


def main() -> None:
    """Print the speeds on the real PDFs and the samples, then the quality on PDFs whose text is known."""
    if len(sys.argv) == 4:
        _one_side(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
        return
    files = [*sorted(REAL.glob("*.pdf")), *sorted((ROOT / "ingestion" / "samples").rglob("*.pdf"))]
    texts = [file for file in files if file.name not in SCANS]
    for copies in COPIES:
        _compare_speed(texts, copies)
    for scan in (file for file in files if file.name in SCANS):
        started = time.monotonic()
        print(f"scan {scan.name}: {len(parse_file(scan).text)} characters in {time.monotonic() - started:.1f} s")
    _compare_texts()


def _compare_speed(files: Sequence[Path], copies: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "pdf").mkdir()
        for file in files:
            for copy in range(copies):
                shutil.copy(file, work / "pdf" / f"{copy}-{file.name}")
        pages = copies * sum(map(_page_count, files))
        print(f"\n{len(files) * copies} files, {pages} pages")
        ours, theirs = (_measured(side, work, pages) for side in ("jalon", "langchain"))
        print(
            f"  jalon is {ours[0] / theirs[0]:.1f} times as fast, for {ours[1] / theirs[1]:.2f} of the processor time"
        )


def _page_count(file: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


def _measured(side: str, work: Path, pages: int) -> tuple[float, float]:
    """Pages per second, and seconds of processor."""
    command = [sys.executable, "-m", "benchmarks.ingestion", side, str(work / "pdf"), str(work / "home")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    told = json.loads(done.stdout.splitlines()[-1])
    rate = pages / told["seconds"]
    print(
        f"  {side:10s} {rate:7.1f} pages/s  {told['seconds']:6.1f} s  {told['cpu']:6.1f} s of processor"
        f"  {told['passages']:6d} passages  peak memory {told['own']:.0f} MB, largest worker {told['worker']:.0f} MB"
    )
    return float(rate), float(told["cpu"])


def _one_side(side: str, folder: Path, home: Path) -> None:
    started = time.monotonic()
    passages = {"jalon": _jalon, "langchain": _langchain}[side](folder, home)
    seconds = time.monotonic() - started
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, worker = (usage.ru_maxrss / 1024 for usage in usages)
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    print(json.dumps({"seconds": seconds, "cpu": cpu, "passages": passages, "own": own, "worker": worker}))


def _jalon(folder: Path, home: Path) -> int:
    return ingest([folder], settings=Settings(home=home)).passages


def _langchain(folder: Path, home: Path) -> int:
    from langchain_chroma import Chroma
    from langchain_community.document_loaders import PyPDFLoader
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from assistant.knowledge.embedders.corpus import CorpusEmbedder

    class Ours(Embeddings):
        def __init__(self, embedder: CorpusEmbedder) -> None:
            self._embedder = embedder

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return self._embedder.embed_passages(texts).tolist()  # type: ignore[return-value]

        def embed_query(self, text: str) -> list[float]:
            return self._embedder.embed_query(text).tolist()  # type: ignore[return-value]

    trained = next(home.rglob("vocabulary*")).parent
    store = Chroma(embedding_function=Ours(CorpusEmbedder.load(trained)), persist_directory=str(home / "langchain"))
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = [
        chunk
        for file in sorted(folder.glob("*.pdf"))
        for chunk in splitter.split_documents(PyPDFLoader(str(file)).load())
    ]
    for start in range(0, len(chunks), 5000):  # Chroma takes no more at once
        store.add_documents(chunks[start : start + 5000])
    return len(chunks)


def _compare_texts() -> None:
    with tempfile.TemporaryDirectory() as name:
        print("\nText: words in the right order, rows of tables kept, hyphen breaks and running lines left")
        for made in make(Path(name)):
            print(f"  {made.name}")
            for side, read in (("jalon", _our_text), ("langchain", _their_text)):
                print(f"    {side:10s} {_quality(made, read)}")


def _our_text(path: Path) -> str:
    return parse_file(path).text


def _their_text(path: Path) -> str:
    from langchain_community.document_loaders import PyPDFLoader

    return "\n".join(page.page_content for page in PyPDFLoader(str(path)).load())


def _quality(made: Made, read: Callable[[Path], str]) -> str:
    text = read(made.path)
    found = words(text)
    order = LCSseq.similarity(made.words, found) / len(made.words)
    breaks = sum(
        f"{head}{tail}".lower() in made.words
        for head, tail in re.findall(r"([^\W\d_]+)[-\u00ad\ufffe\x02]\s*([^\W\d_]+)", text)
    )
    flat = f" {' '.join(found)} "
    rows = sum(f" {' '.join(row)} " in flat for row in made.rows)
    shown = f"{rows}/{len(made.rows)}" if made.rows else "-"
    return f"order {order:6.1%}  rows {shown:>6s}  breaks {breaks:3d}  headers {text.count(HEADER):3d}"


if __name__ == "__main__":
    main()

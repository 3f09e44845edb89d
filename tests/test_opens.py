"""No connection is ever opened, and no file that a document names: every format in and out, with a listener and a list.

The documents name a file that is there, as many ways as their formats know, and addresses at which somebody listens.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from exporters.docx.package import pack
from tests.opens import MARK, ROOT
from tests.packages import open_document, packed, paragraph
from tests.test_docx_reference import letterhead
from tests.test_epub import CHAPTER, CONTAINER
from tests.test_readers_pdf import drawn
from tests.test_template_files import picture
from tests.word_checks import parts

PROSE = "It rained for a week on the island. The ferry stayed in the harbour. Nobody could leave before Sunday."
SECRET = "canary4711"
REFUSED = 65
pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


@dataclass(frozen=True, slots=True)
class Bait:
    """What documents name: a *file* with a secret in it, and an *address* at which somebody listens."""

    file: str
    address: str


class Listener:
    """Somebody on this machine, who counts who comes."""

    def __init__(self) -> None:
        self.callers: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, caller = self._socket.accept()
            except OSError:
                return
            self.callers.append(str(caller))
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.close()
    assert one.callers == []


def test_the_listener_hears_who_calls() -> None:
    one = Listener()
    host, port = one.address.removeprefix("http://").split(":")
    socket.create_connection((host, int(port)), 5).close()
    for _ in range(100):
        if one.callers:
            break
        threading.Event().wait(0.05)
    one.close()
    assert len(one.callers) == 1


# --- documents that name files and addresses


def html(bait: Bait) -> str:
    names = (bait.file, f"file://{bait.file}", f"{bait.address}/a")
    pulls = "".join(
        f'<img src="{name}" srcset="{name} 2x"><iframe src="{name}"></iframe><object data="{name}"></object>'
        f'<embed src="{name}"><video src="{name}" poster="{name}"></video><audio src="{name}"></audio>'
        f'<link rel="stylesheet" href="{name}"><script src="{name}"></script><style>@import url("{name}");</style>'
        f'<meta http-equiv="refresh" content="0; url={name}"><base href="{name}"><a href="{name}" ping="{name}">x</a>'
        f'<xi:include href="{name}" parse="text" xmlns:xi="http://www.w3.org/2001/XInclude"/>'
        f'<p style="background: url({name})">{PROSE}</p>'
        for name in names
    )
    return f"<html><head><title>Rain</title></head><body>{pulls}</body></html>"


def xhtml_with_entities(bait: Bait) -> bytes:
    doctype = f'<!DOCTYPE html [<!ENTITY a SYSTEM "file://{bait.file}"><!ENTITY b SYSTEM "{bait.address}/b">]>'
    return f'<?xml version="1.0"?>{doctype}<html><body><p>&a; &b; {PROSE}</p></body></html>'.encode()


def markdown(bait: Bait) -> bytes:
    return f"""# Rain

![a picture]({bait.address}/a.png) ![another]({bait.file}) [a link]({bait.address}/b)
{PROSE}

<img src="{bait.file}"> <img src="{bait.address}/c.png"/> It is {{{{ include "{bait.file}" }}}} said to be true.

<iframe src="{bait.address}/d"></iframe>
""".encode()


def epub(bait: Bait) -> bytes:
    ups = "../" * 20
    items = (bait.file, f"{ups}{bait.file.lstrip('/')}", f"file://{bait.file}", f"{bait.address}/c.xhtml")
    manifest = "".join(
        f'<item id="o{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(items)
    )
    spine = "".join(f'<itemref idref="o{n}"/>' for n in range(len(items)))
    package = f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><manifest>{manifest}
    <item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
    <spine>{spine}<itemref idref="one"/></spine></package>"""
    return packed(
        {"META-INF/container.xml": CONTAINER, "OPS/a.opf": package, "OPS/one.xhtml": CHAPTER.format(html(bait))}
    )


def epub_with_entities(bait: Bait) -> bytes:
    container = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{bait.file}">]><container>&b;</container>'
    return packed({"META-INF/container.xml": container})


RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*pairs: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"'
        f"{'' if target.startswith('word/') else ' TargetMode=' + chr(34) + 'External' + chr(34)}/>"
        for n, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def word(bait: Bait, doctype: str = "", before: str = "") -> bytes:
    kinds = (
        "attachedTemplate",
        "image",
        "hyperlink",
        "oleObject",
        "aFChunk",
        "subDocument",
        "frame",
        "styles",
        "numbering",
    )
    outside = [(kind, name) for kind in kinds for name in (f"file://{bait.file}", bait.file, f"{bait.address}/{kind}")]
    fields = "".join(
        f"<w:p><w:fldSimple w:instr=' {code} \"{bait.file}\" '><w:r><w:t>{PROSE}</w:t></w:r></w:fldSimple></w:p>"
        for code in ("INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDEAUTO cmd", "HYPERLINK")
    )
    pulls = "".join(f'<w:altChunk r:id="r{n}"/><w:subDoc r:id="r{n}"/>' for n in range(len(outside)))
    body = f"{before}{paragraph(PROSE)}{fields}{pulls}"
    spaces = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{RELATIONSHIPS}"'
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml"), ("attachedTemplate", bait.address)),
            "word/_rels/document.xml.rels": relations(*outside),
            "word/_rels/settings.xml.rels": relations(("attachedTemplate", f"{bait.address}/t.dotm")),
            "word/document.xml": f"{doctype}<w:document {spaces}><w:body>{body}</w:body></w:document>",
        }
    )


def word_with_entities(bait: Bait) -> bytes:
    doctype = (
        f'<!DOCTYPE w:document [<!ENTITY b SYSTEM "file://{bait.file}"><!ENTITY % c SYSTEM "{bait.address}/c"> %c;]>'
    )
    return word(bait, doctype, "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")


def odt(bait: Bait) -> bytes:
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:type="simple" xlink:actuate="onLoad"'
    pulls = "".join(
        f'<text:section text:name="s"><text:section-source {link} xlink:href="{name}"/>'
        f"<text:p>{PROSE}</text:p></text:section>"
        f'<text:p><draw:frame><draw:image {link} xlink:href="{name}"/></draw:frame><draw:frame><draw:object {link} '
        f'xlink:href="{name}"/></draw:frame><text:a {link} xlink:href="{name}">{PROSE}</text:a></text:p>'
        for name in (f"file://{bait.file}", bait.file, f"{bait.address}/a")
    )
    return open_document(pulls)


def odt_with_entities(bait: Bait) -> bytes:
    content = f'<!DOCTYPE a SYSTEM "{bait.address}/a.dtd" [<!ENTITY b SYSTEM "file://{bait.file}">]><a>&b;</a>'
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def pdf(bait: Bait) -> bytes:
    stream = BytesIO()
    with pikepdf.open(
        BytesIO(drawn(*[[(72, 700 - 12 * n, line) for n, line in enumerate(PROSE.split(". "))]] * 2))
    ) as book:
        page, name = book.pages[0], pikepdf.Dictionary
        actions = [
            name(S=pikepdf.Name.URI, URI=bait.address),
            name(S=pikepdf.Name.Launch, F=bait.file),
            name(S=pikepdf.Name.GoToR, F=bait.file, D=[0, pikepdf.Name.Fit]),
            name(S=pikepdf.Name.SubmitForm, F=name(FS=pikepdf.Name.URL, F=bait.address)),
            name(S=pikepdf.Name.ImportData, F=bait.file),
            name(S=pikepdf.Name.JavaScript, JS=f"app.launchURL('{bait.address}', true); getURL('{bait.address}')"),
        ]
        book.Root.OpenAction = book.make_indirect(actions[0])
        book.Root.AA = name(WC=actions[3])
        book.Root.Names = name(JavaScript=name(Names=["a", actions[5]]))
        page.obj.AA = name(O=actions[1], C=actions[5])
        page.obj.Annots = pikepdf.Array(
            name(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 600, 800], A=action)
            for action in actions
        )
        image = pikepdf.Stream(book, b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1)
        image.F, image.BitsPerComponent, image.ColorSpace = pikepdf.String(bait.file), 8, pikepdf.Name.DeviceGray
        page.obj.Resources.XObject = name(X=image)
        book.save(stream)
    return stream.getvalue()


DOCUMENTS: Mapping[str, Callable[[Bait], bytes]] = {
    "a.txt": lambda bait: f"See {bait.address}/a and file://{bait.file} now. {PROSE}".encode(),
    "a.md": markdown,
    "a.html": lambda bait: html(bait).encode(),
    "a.xhtml": xhtml_with_entities,
    "a.epub": epub,
    "a.docx": word,
    "a.odt": odt,
    "a.pdf": pdf,
}
REFUSED_DOCUMENTS: Mapping[str, Callable[[Bait], bytes]] = {
    "b.epub": epub_with_entities,
    "b.docx": word_with_entities,
    "b.odt": odt_with_entities,
}
TEMPLATE = """
[logo]
file = "logo.png"
text = "Ours"
[fonts]
sans = "ours.ttf"
"""
LIBRARIES = (
    *{os.path.realpath(path) for path in (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())},
    *(str(ROOT / package) for package in ("summarizer", "exporters", "templates", "tests", "conspectus.egg-info")),
)
# What reportlab looks for when it is imported: settings of its user, and the folders of fonts.
REPORTLABS = (".reportlab_mods", ".reportlab_settings")
FONTS = ("/usr/share/fonts", "/usr/lib/X11/fonts", "/usr/local/share/fonts")


def run(
    work: Path, arguments: list[str], listener: Listener, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"), listener.address)
    return subprocess.run(
        [*before, sys.executable, "-m", "tests.opens", *arguments],
        cwd=work,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(work),
            **proxies,
        },
        capture_output=True,
        text=True,
        errors="surrogateescape",
        timeout=120,
        check=False,
    )


def listed(errors: str) -> list[list[str]]:
    return [json.loads(line[1:]) for line in errors.split("\n") if line.startswith(MARK)]


def prepared(tmp_path: Path, listener: Listener) -> tuple[Path, Bait]:
    secret = tmp_path / "secret" / "canary.txt"
    secret.parent.mkdir()
    secret.write_text(f"{SECRET} is what nobody should read. ")
    work = tmp_path / "work"
    work.mkdir()
    bait = Bait(str(secret), listener.address)
    (work / "t.toml").write_text(TEMPLATE)
    (work / "logo.png").write_bytes(picture())
    (work / "ours.ttf").write_bytes(
        files("font_source_sans_pro").joinpath("files", "SourceSansPro-Regular.ttf").read_bytes()
    )
    house = dict(parts(letterhead()))
    outside = relations(("attachedTemplate", f"{bait.address}/t.dotm"), ("image", f"file://{bait.file}"))
    rels = house["word/_rels/document.xml.rels"]
    rows = outside.partition('relationships">')[2].removesuffix("</Relationships>").replace('Id="r', 'Id="outside')
    house["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", f"{rows}</Relationships>".encode())
    house["word/_rels/settings.xml.rels"] = outside.encode()
    (work / "house.docx").write_bytes(pack(house))
    return work, bait


OUTPUTS = ("r.txt", "r.json", "r.pdf", "r.docx")
NAMED = ("t.toml", "logo.png", "ours.ttf", "house.docx")


def strangers(events: list[list[str]], work: Path, named: tuple[str, ...]) -> list[list[str]]:
    """The events that are not a library's own file, a file that the user named, or the start of a parser."""
    return [event for event in events if not is_expected(event, work, named)]


def is_expected(event: list[str], work: Path, named: tuple[str, ...]) -> bool:
    who, what, subject, *_ = event
    if what == "subprocess.Popen":
        return who == "command" and subject == sys.executable
    if (what == "ctypes.dlopen" and subject == "None") or (what == "open" and subject.isdecimal()):  # what is open
        return True
    path = Path(os.path.realpath(work / subject))
    if str(path).startswith(LIBRARIES) or path == ROOT:
        return what in ("open", "os.listdir", "os.scandir", "ctypes.dlopen")
    if who != "command":
        return False
    if what in ("os.scandir", "os.listdir"):
        return str(path).startswith(FONTS) or path == work  # where Python looks for modules
    is_named = path.name in (*named, *REPORTLABS) or path.name.startswith(".conspectus-")
    return what == "open" and (path == work or subject == "/dev/null" or (path.parent == work and is_named))


def test_nothing_that_a_document_names_is_opened(tmp_path: Path, listener: Listener) -> None:
    work, bait = prepared(tmp_path, listener)
    for name, make in DOCUMENTS.items():
        (work / name).write_bytes(make(bait))
    arguments = [*DOCUMENTS, *(part for output in OUTPUTS for part in ("-o", output)), "-o", "-"]
    process = run(work, [*arguments, "--template", "t.toml", "--reference-doc", "house.docx"], listener)
    assert process.returncode == 0, process.stderr[-2000:]
    events = listed(process.stderr)
    assert {who for who, *_ in events} == {"command", "parser"}
    assert strangers(events, work, (*DOCUMENTS, *NAMED)) == []
    assert SECRET not in process.stdout + process.stderr
    check_outputs(work)


@pytest.mark.parametrize("name", REFUSED_DOCUMENTS)
def test_nor_where_the_document_is_refused(tmp_path: Path, listener: Listener, name: str) -> None:
    work, bait = prepared(tmp_path, listener)
    (work / name).write_bytes(REFUSED_DOCUMENTS[name](bait))
    process = run(work, [name], listener)
    assert process.returncode == REFUSED, process.stderr[-2000:]
    assert process.stdout == ""
    assert strangers(listed(process.stderr), work, (name,)) == []
    assert SECRET not in process.stderr


def check_outputs(work: Path) -> None:
    """No output holds the secret, leads anywhere, or draws anything but the logo."""
    data = {name: (work / name).read_bytes() for name in OUTPUTS}
    with zipfile.ZipFile(BytesIO(data["r.docx"])) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with pikepdf.open(BytesIO(data["r.pdf"])) as book:
        objects = b"".join(bytes(part.unparse(resolved=True)) for part in book.objects)
    assert SECRET.encode() not in b"".join([*data.values(), *parts.values(), objects])
    assert [part for part, text in parts.items() if part.endswith(".rels") and b"External" in text] == []
    assert re.search(rb"/(URI|Launch|JavaScript|JS|GoToR|SubmitForm|ImportData|AA|OpenAction)\b", objects) is None


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("name", ["a.pdf", "a.html", "a.docx"])
def test_nor_by_a_library_that_python_does_not_see(tmp_path: Path, listener: Listener, name: str) -> None:
    work, bait = prepared(tmp_path, listener)
    (work / name).write_bytes(DOCUMENTS[name](bait))
    log = tmp_path / "calls"
    strace = ("strace", "-f", "-qq", "-s", "300", "-e", "trace=open,openat,openat2,connect,sendto", "-o", str(log))
    process = run(work, [name, *(part for output in OUTPUTS for part in ("-o", output))], listener, strace)
    if process.returncode and "ptrace" in process.stderr:
        pytest.skip("this system lets nobody trace")
    assert process.returncode == 0, process.stderr
    calls = log.read_text(errors="replace").splitlines()
    assert len(calls) > 100
    assert [call for call in calls if bait.file in call or " connect(" in call or " sendto(" in call] == []


def test_the_list_notices(tmp_path: Path) -> None:
    program = "from tests.opens import record; record('command'); import socket; open('/etc/passwd'); socket.socket()"
    process = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    events = listed(process.stderr)
    assert [what for _, what, *_ in strangers(events, tmp_path, ())] == ["open", "socket.__new__"]

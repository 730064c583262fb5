"""200 advertisements' files that are damaged or mean harm, made from one seed."""

from __future__ import annotations

import io
import random
import re
import zlib
from typing import TYPE_CHECKING

import pikepdf

from tests.plates.test_inserts import HEIGHT, WIDTH, action, drawn, saved, spoil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACTIVE = ("open", "page", "names", "launch", "link", "attachment", "xfa", "image")
NAME, DICTIONARY, ARRAY, STRING = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array, pikepdf.String


def files(count: int = 200) -> dict[str, bytes]:
    """The files by what is wrong with them, always the same."""
    found = dict(_all())
    assert len(found) >= count, len(found)
    return dict(list(found.items())[:count])


def _all() -> Iterator[tuple[str, bytes]]:
    yield from _acting()
    yield from ((f"built {name}", make()) for name, make in _BUILT.items())
    yield from ((f"content {name}", _with_content(content)) for name, content in _CONTENTS.items())
    yield from ((f"raw {name}", data) for name, data in _RAW.items())
    yield from _damaged()


def _acting() -> Iterator[tuple[str, bytes]]:
    for name in ACTIVE:
        yield f"active {name}", spoil(name)
    for kind in ("SubmitForm", "ImportData", "ResetForm", "Hide", "Named", "GoToR", "GoToE", "Thread", "Sound", "Movie", "Rendition",
                 "SetOCGState", "Trans", "GoTo3DView", "RichMediaExecute"):  # fmt: skip
        with pikepdf.open(io.BytesIO(drawn())) as pdf:
            act = action(pdf, kind, F=STRING("//far/away"), Next=action(pdf, "JavaScript", JS=STRING("x()")))
            note = DICTIONARY(Type=NAME.Annot, Subtype=NAME.Widget, Rect=[0, 0, 90, 90], A=act, AA=DICTIONARY(E=act))
            pdf.pages[0].obj["/Annots"] = ARRAY([pdf.make_indirect(note)])
            pdf.Root["/AA"] = DICTIONARY(WC=act)
            yield f"active {kind}", saved(pdf)
    for kind in ("RichMedia", "3D", "Screen", "FileAttachment", "Sound", "Movie", "Stamp", "Redact"):
        with pikepdf.open(io.BytesIO(drawn())) as pdf:
            look = pdf.make_stream(b"0 0 9 9 re f", Type=NAME.XObject, Subtype=NAME.Form, BBox=[0, 0, 9, 9])
            note = DICTIONARY(Type=NAME.Annot, Subtype=NAME("/" + kind), Rect=[0, 0, 90, 90], AP=DICTIONARY(N=look),
                              FS=DICTIONARY(Type=NAME.Filespec, F=STRING("x"), EF=DICTIONARY(F=pdf.make_stream(b"MZ"))))  # fmt: skip
            pdf.pages[0].obj["/Annots"] = ARRAY([pdf.make_indirect(note)])
            yield f"annotation {kind}", saved(pdf)


def _page(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def _changed(change: Callable[[pikepdf.Pdf], None]) -> Callable[[], bytes]:
    """The sound file with one thing changed."""

    def made() -> bytes:
        with pikepdf.open(io.BytesIO(drawn())) as pdf:
            change(pdf)
            return saved(pdf)

    return made


def _set(key: str, value: object) -> Callable[[], bytes]:
    return _changed(lambda pdf: _page(pdf).__setitem__(key, value))


def _form(pdf: pikepdf.Pdf, content: bytes, **more: object) -> pikepdf.Object:
    return pdf.make_stream(content, Type=NAME.XObject, Subtype=NAME.Form, BBox=[0, 0, 500, 200], **more)


def _itself(pdf: pikepdf.Pdf) -> None:
    """A form that draws itself."""
    form = _form(pdf, b"0 0 10 10 re f /X Do")
    form["/Resources"] = DICTIONARY(XObject=DICTIONARY(X=form))
    _add(pdf, "/XObject", X=form)


def _in_turn(pdf: pikepdf.Pdf) -> None:
    """Forms that draw each other, twice each: 2 to the 30th."""
    below = _form(pdf, b"0 0 1 1 re f", Resources=DICTIONARY())
    for _ in range(30):
        below = _form(pdf, b"/X Do /X Do", Resources=DICTIONARY(XObject=DICTIONARY(X=below)))
    _add(pdf, "/XObject", X=below)


def _add(pdf: pikepdf.Pdf, kind: str, content: bytes = b"/X Do", **entries: object) -> None:
    """More resources of a page, and what uses them."""
    page = _page(pdf)
    own = page["/Resources"].get(kind, DICTIONARY())
    for key, value in entries.items():
        own["/" + key] = value
    page["/Resources"][kind] = own
    page["/Contents"] = ARRAY([page["/Contents"], pdf.make_stream(b"\n" + content)])


def _loops(pdf: pikepdf.Pdf) -> None:
    own = pdf.make_indirect(DICTIONARY(Type=NAME.Pages, Count=1))
    own["/Kids"] = ARRAY([own, _page(pdf)])
    own["/Parent"] = own
    _page(pdf)["/Parent"] = own


def _deep(pdf: pikepdf.Pdf) -> None:
    value: object = ARRAY([1])
    for _ in range(400):
        value = ARRAY([value])
    _page(pdf)["/Resources"]["/ColorSpace"]["/G"] = value


def _masks(pdf: pikepdf.Pdf) -> None:
    state = pdf.make_indirect(DICTIONARY(Type=NAME.ExtGState))
    group = _form(pdf, b"/E gs 0 0 9 9 re f", Group=DICTIONARY(S=NAME.Transparency, CS=NAME.DeviceGray),
                  Resources=DICTIONARY(ExtGState=DICTIONARY(E=state)))  # fmt: skip
    state["/SMask"] = DICTIONARY(S=NAME.Luminosity, G=group)
    _add(pdf, "/ExtGState", b"/E gs 0 0 50 50 re f", E=state)


def _patterns(pdf: pikepdf.Pdf) -> None:
    tile = pdf.make_stream(b"/Pattern cs /P scn 0 0 9 9 re f", Type=NAME.Pattern, PatternType=1, PaintType=1, TilingType=1,
                           BBox=[0, 0, 9, 9], XStep=0.0001, YStep=0)  # fmt: skip
    tile["/Resources"] = DICTIONARY(Pattern=DICTIONARY(P=tile))
    _add(pdf, "/Pattern", b"/Pattern cs /P scn 0 0 300 100 re f", P=tile)


def _letters(pdf: pikepdf.Pdf) -> None:
    font = pdf.make_indirect(DICTIONARY(Type=NAME.Font, Subtype=NAME.Type3, FontBBox=[0, 0, 9, 9], FontMatrix=[0, 0, 0, 0, 0, 0],
        FirstChar=65, LastChar=66, Widths=[500, -500], Encoding=DICTIONARY(Differences=[65, NAME.A])))  # fmt: skip
    font["/CharProcs"] = DICTIONARY(A=pdf.make_stream(b"BT /T 9 Tf (AAAA) Tj ET"))
    font["/Resources"] = DICTIONARY(Font=DICTIONARY(T=font))
    _add(pdf, "/Font", b"BT /T 1e9 Tf (AB) Tj ET", T=font)


def _space(space: object) -> Callable[[], bytes]:
    return _changed(lambda pdf: _add(pdf, "/ColorSpace", b"/Z cs .5 .5 .5 .5 scn 0 0 50 50 re f", Z=space))


def _own_space(pdf: pikepdf.Pdf) -> None:
    space = pdf.make_indirect(ARRAY([NAME.Indexed]))
    space.extend([space, 255, STRING("x" * 99)])
    _add(pdf, "/ColorSpace", b"/Z cs 1 scn 0 0 50 50 re f", Z=space)


def _image(**entries: object) -> Callable[[], bytes]:
    """An image whose dictionary says something else than its data."""

    def change(pdf: pikepdf.Pdf) -> None:
        data = entries.get("data", b"\x00\xff" * 500)
        own: dict[str, object] = {"Type": NAME.XObject, "Subtype": NAME.Image, "Width": 20, "Height": 20}
        own |= {"BitsPerComponent": 8, "ColorSpace": NAME.DeviceGray}
        image = pdf.make_stream(
            data, **(own | {key: value for key, value in entries.items() if key not in ("data", "filter")})
        )
        if "filter" in entries:
            image.write(data, filter=NAME("/" + str(entries["filter"])))
        _add(pdf, "/XObject", b"q 50 0 0 50 0 0 cm /X Do Q", X=image)

    return _changed(change)


def _bomb() -> bytes:
    """A content stream that grows to two hundred megabytes."""
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        stream = pdf.make_stream(b"")
        stream.write(zlib.compress(b"0 0 1 1 re f " * 16_000_000), filter=NAME.FlateDecode)
        _page(pdf)["/Contents"] = stream
        return saved(pdf)


def _script(kind: str) -> Callable[[], bytes]:
    def change(pdf: pikepdf.Pdf) -> None:
        program = pdf.make_stream(b"(x) run", Type=NAME.XObject, Subtype=NAME.PS) if kind == "ps" else _form(
            pdf, b"0 0 9 9 re f", **{"OPI" if kind == "opi" else "Ref": DICTIONARY(F=STRING("/etc/passwd"), Page=0)})  # fmt: skip
        _add(pdf, "/XObject", X=program)

    return _changed(change)


def _outside(pdf: pikepdf.Pdf) -> None:
    """A picture whose data lies in another file."""
    image = pdf.make_stream(b"", Type=NAME.XObject, Subtype=NAME.Image, Width=9, Height=9, BitsPerComponent=8,
                            ColorSpace=NAME.DeviceGray, F=STRING("/etc/passwd"), FFilter=NAME.FlateDecode)  # fmt: skip
    _add(pdf, "/XObject", X=image)


def _locked(**words: str) -> Callable[[], bytes]:
    return lambda: saved(pikepdf.open(io.BytesIO(drawn())), encryption=pikepdf.Encryption(R=6, **words))


def _states(pdf: pikepdf.Pdf) -> None:
    own = DICTIONARY(TR=NAME.Identity, TR2=NAME.Default, HT=NAME.Default, BG=NAME.Identity, UCR=NAME.Identity, LW=-5, ML=0, CA=9, ca=-1,
                     BM=ARRAY([NAME.Nope, 3]), D=ARRAY([ARRAY([-1, -1]), 0]), Font=ARRAY([1, 2]), SMask=NAME.Nothing)  # fmt: skip
    _add(pdf, "/ExtGState", b"/E gs 0 0 50 50 re f", E=own)


_ICC = b"\x00" * 36 + b"acsp" + b"\xff" * 400
_BUILT: dict[str, Callable[[], bytes]] = {
    "form that draws itself": _changed(_itself), "forms by the thousand million": _changed(_in_turn), "pages in a ring": _changed(_loops),
    "arrays 400 deep": _changed(_deep), "mask that masks itself": _changed(_masks), "tile in a tile": _changed(_patterns),
    "letters of letters": _changed(_letters), "palette of itself": _changed(_own_space), "bomb": _bomb, "states of nonsense": _changed(_states),
    "postscript": _script("ps"), "opi": _script("opi"), "another file's page": _script("ref"), "another file's data": _changed(_outside),
    "locked": _locked(user="a", owner="b"), "locked for its owner": _locked(user="", owner="b"),
    **{f"box {value}": _set("/MediaBox", ARRAY(value)) for value in (
        [0, 0, 0, 0], [9, 9, 1, 1], [0, 0, 1e9, 1e9], [0, 0, -5, 5], [0, 0], [0, 0, 1e-9, 1], [NAME.A, NAME.B, NAME.C, NAME.D], [-1e12, 0, 1e12, 1])},
    **{f"trim {value}": _set("/TrimBox", ARRAY(value)) for value in ([0, 0, 0, 0], [900, 900, 999, 999], [WIDTH, HEIGHT, 0, 0], [0, 0, 1e300, 1])},
    **{f"unit {value}": _set("/UserUnit", value) for value in (0, -1, 1e9, 1e-9)},
    **{f"turned {value}": _set("/Rotate", value) for value in (45, -90, 99999, 91.5)},
    "no resources": _changed(lambda pdf: _page(pdf).__delitem__("/Resources")), "no content": _changed(lambda pdf: _page(pdf).__delitem__("/Contents")),
    **{f"{key[1:].lower()} is a {type(value).__name__} {value}": _set(key, value) for key in ("/Resources", "/Contents", "/Group")
       for value in (7, NAME.Word, STRING("text"), ARRAY([1, NAME.A]))},
    **{f"space {at}": _space(space) for at, space in enumerate((
        ARRAY([]), ARRAY([NAME.ICCBased]), ARRAY([NAME.Indexed, NAME.DeviceRGB, -4, STRING("")]), ARRAY([NAME.Separation, 5]), NAME.Pattern,
        ARRAY([NAME.DeviceN, ARRAY([NAME(f"/I{at}") for at in range(40)]), NAME.DeviceCMYK, DICTIONARY(FunctionType=9)]),
        ARRAY([NAME.Lab]), ARRAY([NAME.CalRGB, DICTIONARY(WhitePoint=ARRAY([0, 0, 0]))]), DICTIONARY(), 3))},
    "a profile of rubbish": _changed(lambda pdf: _add(pdf, "/ColorSpace", b"/Z cs .5 .5 .5 scn 0 0 50 50 re f", Z=ARRAY(
        [NAME.ICCBased, pdf.make_stream(_ICC, N=3)]))),
    "image of a hundred thousand": _image(Width=100_000, Height=100_000), "image of nothing": _image(Width=0, Height=0),
    "image below nothing": _image(Width=-3, Height=9), "image of 99 bits": _image(BitsPerComponent=99), "image without a space": _image(ColorSpace=NAME.Nowhere),
    **{f"image of {name}": _image(data=b"\x97JB2rubbish" * 9, filter=name) for name in (
        "JBIG2Decode", "JPXDecode", "CCITTFaxDecode", "LZWDecode", "RunLengthDecode", "DCTDecode", "ASCII85Decode", "Crypt", "Nonsense")},
    "predictor a mile wide": _image(DecodeParms=DICTIONARY(Predictor=15, Columns=2**31 - 1, Colors=9)),
}  # fmt: skip
_CONTENTS = {
    "Q too many": b"Q " * 5000, "q too many": b"q " * 50_000, "unknown words": b"hello world 1 2 3 nope", "wrong operands": b"(a) /B cm /C w [1] m (x) l re",
    "numbers of all kinds": b"1e999 -1e999 0x10 --5 +-3 .-. 1 0 0 rg 0 0 99999999999999999999 1 re f", "no font": b"BT (text) Tj /None 9 Tf (text) Tj ET",
    "text without end": b"BT /F 9 Tf (text", "image without end": b"BI /W 9 /H 9 /BPC 8 /CS /G ID abc", "image in a line": b"BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI",
    "binary": bytes(range(256)) * 20, "empty": b"", "blank": b"\x00\t\n\f\r ", "deep": b"[" * 3000 + b"]" * 3000, "deep names": b"<<" * 3000,
    "a hundred thousand lines": b"0 0 m 9 9 l S " * 100_000, "shading that is not there": b"/Nope sh", "state that is not there": b"/Nope gs",
    "colour of nothing": b"/Nope cs 1 scn 0 0 9 9 re f", "marked for ever": b"/A BMC " * 900, "singular": b"0 0 0 0 0 0 cm 0 0 9 9 re f BT ET",
    "a line of no end": b"0 0 m " + b"1 1 l " * 90_000 + b"s", "hex of odd length": b"BT /F 9 Tf <ABC> Tj <XYZ> Tj ET",
}  # fmt: skip
_RAW = {
    "empty": b"", "a header": b"%PDF-1.4\n", "a header far in": b" " * 1000 + b"%PDF-1.4\n", "html": b"<html>%PDF-1.7</html>", "zip": b"PK\x03\x04%PDF-",
    "a root of itself": b"%PDF-1.4\n1 0 obj 1 0 R endobj\ntrailer << /Root 1 0 R /Size 2 >>\nstartxref\n0\n%%EOF",
    "a table that leads to itself": b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Prev 9 /Size 1 >>\nstartxref\n9\n%%EOF",
    "a script for another": b"%PDF-1.4\n%!PS\n(x) run\n", "no bytes but zero": b"%PDF-1.4" + bytes(5000),
}  # fmt: skip


def _with_content(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        _page(pdf)["/Contents"] = pdf.make_stream(content)
        return saved(pdf)


def _damaged() -> Iterator[tuple[str, bytes]]:
    """A sound file whose bytes were hurt."""
    sound, chance = drawn(), random.Random(6)
    for at in range(200):
        data = bytearray(sound)
        match at % 5:
            case 0:
                data = data[: chance.randrange(20, len(data))]
            case 1:
                for _ in range(chance.choice((1, 9, 200))):
                    data[chance.randrange(len(data))] = chance.randrange(256)
            case 2:
                start = chance.randrange(len(data))
                data[start : start + 300] = bytes(len(data[start : start + 300]))
            case 3:
                start = chance.randrange(len(data))
                data[start:start] = data[: chance.randrange(2000)]
            case _:
                words = list(re.finditer(rb"/Length \d+|\d+ 0 R|endobj|/Type|startxref\n\d+", bytes(data)))
                found = chance.choice(words)
                data[found.start() : found.end()] = chance.choice(
                    (b"", b"/Length 99999999", b"1 0 R", b"null", b"-1 -1 R")
                )
        yield f"damaged {at}", bytes(data)

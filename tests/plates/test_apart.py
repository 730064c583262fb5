"""Others' files are drawn and read in processes of their own: what they do there costs a message, and no run."""

from __future__ import annotations

import io
import os
import signal

import pikepdf
import pytest
import segno
from PIL import Image

from banxin.desk.command import main
from banxin.plates import inserts, plates, scan, web
from banxin.plates.inserts import insert_of, read_insert, words_of
from tests.plates.test_inserts import DAY, HEIGHT, WIDTH, build, drawn, saved


def die(*_whatever: object) -> None:
    """What a renderer does over a file that was made for it."""
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("where", [(plates, "_gray"), (scan, "_codes")], ids=["plates", "codes"])
def test_a_renderer_that_dies_fails_the_page_and_not_the_run(tmp_path, capsys, monkeypatch, where):
    """The page has not been looked at, so it has not passed; the message says which."""
    assert build(tmp_path, drawn()) == 0
    monkeypatch.setattr(*where, die)
    assert main(["check", str(tmp_path / "layouts" / DAY), "--press", "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert "pictures.undrawn" in told
    assert "page “A01”" in told


def test_plates_of_a_page_that_cannot_be_drawn_are_none(tmp_path, capsys, monkeypatch):
    """And the verb that shows them says so."""
    assert build(tmp_path, drawn()) == 0
    monkeypatch.setattr(plates, "_gray", die)
    assert main(["plates", str(tmp_path / "layouts" / DAY), "-o", str(tmp_path / "out")]) == 1
    assert "pictures.undrawn" in capsys.readouterr().out


def test_the_e_paper_says_which_picture_it_has_not(monkeypatch):
    """The picture of a page is drawn there, too."""
    monkeypatch.setattr(web, "_draw", die)
    with pytest.raises(web.Fault) as raised:
        web.draw(b"%PDF-", 100)
    assert raised.value.problem.code == "pictures.undrawn"


def test_words_that_kill_their_reader_are_not_there(monkeypatch):
    """The advertisement itself is."""
    monkeypatch.setattr(inserts, "_words", die)
    data = drawn(WIDTH + 1)
    _, _, own = read_insert("ad.pdf", data, None)
    assert words_of(own) == ""
    assert insert_of(own).objects


def test_words_are_kept_clean_and_short():
    """White squeezed, nothing that is not seen, three hundred characters."""
    assert inserts.squeezed("a \n\tb\u200bc\u202ed\x00e", 300) == "a b c d e"
    assert len(inserts.squeezed("字" * 9000, 300)) == 300


def test_words_of_an_advertisement_are_kept_with_it():
    """As pdfium reads them, of the part that is seen."""
    with pikepdf.new() as pdf:
        face = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        pdf.add_blank_page(page_size=(200, 100))
        page = pdf.pages[0].obj
        page["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=face))
        page["/Contents"] = pdf.make_stream(
            b"BT /F 12 Tf 20 50 Td (Summer  sale) Tj 0 -20 Td (today) Tj 900 0 Td (not on the page) Tj ET"
        )
        own = read_insert("ad.pdf", saved(pdf), None)[2]
    assert words_of(own) == "Summer sale today"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_codes_in_pictures_are_read(tmp_path, capsys, kind):
    """Whichever file an advertisement comes as: a code whose modules are too small is said."""
    picture = Image.new("RGB", (round(WIDTH * 2.8), round(HEIGHT * 2.8)), (250, 240, 200))
    code = io.BytesIO()
    segno.make_qr("https://example.org/a/long/address?with=words", error="m").save(code, kind="png", scale=8)
    picture.paste(Image.open(code).convert("RGB").resize((60, 60), Image.Resampling.LANCZOS), (20, 20))
    out = io.BytesIO()
    picture.save(out, kind)
    name = f"ad.{ {'JPEG': 'jpg', 'PNG': 'png', 'TIFF': 'tif'}[kind] }"
    assert build(tmp_path, out.getvalue(), name) == 0
    main(["check", str(tmp_path / "layouts" / DAY), "--press", "--lang", "en"])
    assert "proof.preflight-code-module" in capsys.readouterr().out

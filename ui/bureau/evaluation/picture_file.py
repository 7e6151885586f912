"""Saving a picture of the evaluation where the officer says; saying that one was copied."""

from pathlib import Path

from forms.pictures import Chart
from operations.files import write_file
from ui.bureau.work_page import BureauPage
from ui.pictures.painter import ChartKind, file_of

_PATTERN = "PNG 图片 (*.png);;SVG 矢量图 (*.svg);;PDF 文件 (*.pdf)"


def say_copied(page: BureauPage) -> None:
    """Say that a picture is on the clipboard: nothing else on the page changes by that."""
    page.say("图已复制，可以粘贴到文档里。", tone="ok")


def save_picture(page: BureauPage, picture: Chart) -> None:
    """Ask for a place, paint the picture as its ending says, and write it."""
    meta, desktop = page.desk.facts.meta, page.desk.desktop
    name = (
        f"{meta.bureau_code}-{meta.period}-{picture.title.replace('　', '-').replace(' ', '')}.png"
    )
    target = desktop.messages.save_file("保存图", suggestion=Path.home() / name, pattern=_PATTERN)
    if target is None:
        return
    try:
        kind = ChartKind(target.suffix.lower())
    except ValueError:
        page.refuse(f"“{target.name}”应以 .png、.svg 或 .pdf 结尾，请改文件名再保存。")
        return
    content = file_of(picture, kind)
    desktop.runner.work(
        lambda _: write_file(target, content, name="", replace=True),
        owner=page,
        then=lambda path: page.say_saved("图已保存。", path),
        fail=lambda error: page.fail(desktop.explain(error)),
    )

"""Puts tagged parts together to one tagged PDF: one tree of tags, one numbering of pages, a bookmark for each part.

pikepdf copies pages without their tags, so the tags are taken along here: each part's tree hangs below one document,
the pages find their tags under new numbers, and the names of table heads are made distinct, because every part began
to count them anew. The same parts give the same bytes.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

FIRST = ("Lang", "MarkInfo", "ViewerPreferences", "Metadata")  # what the whole says as its first part does


def merged(parts: list[bytes], nomor: bytes) -> bytes:
    """One file of all parts. `nomor` are as many empty pages with the numbers that go onto the pages of the whole."""
    with pikepdf.new() as whole, pikepdf.open(io.BytesIO(nomor)) as numbers:
        document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        parents = Array()
        bookmarks = [_take(whole, document, parents, number, part) for number, part in enumerate(parts, start=1)]
        tree = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([document])))
        tree.ParentTree = whole.make_indirect(Dictionary(Nums=parents))
        tree.ParentTreeNextKey = len(whole.pages)
        document.P = whole.Root.StructTreeRoot = tree
        for number, (page, stamp) in enumerate(zip(whole.pages, numbers.pages, strict=True), start=1):
            _stamp(whole, page, stamp, Name(f"/Halaman{number}"))
        with whole.open_outline() as outline:
            outline.root.extend(bookmarks)
        out = io.BytesIO()
        whole.save(out, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def page_count(part: bytes) -> int:
    with pikepdf.open(io.BytesIO(part)) as one:
        return len(one.pages)


def _take(whole: Pdf, document: Any, parents: Any, number: int, part: bytes) -> OutlineItem:
    """Adds a part's pages and tags; answers its bookmark, which says what its first heading says."""
    first = len(whole.pages)
    with pikepdf.open(io.BytesIO(part)) as one:
        whole.pages.extend(one.pages)
        tags = whole.copy_foreign(one.Root.StructTreeRoot)
        if not first:
            for name in FIRST:
                whole.Root[f"/{name}"] = _of(whole, one, one.Root[f"/{name}"])
            whole.trailer.Info = _of(whole, one, one.trailer.Info)
        with one.open_outline() as outline:
            title = outline.root[0].title
    for index in range(first, len(whole.pages)):
        whole.pages[index].obj.StructParents = index
    for place, elements in _numbered(tags.ParentTree.Nums):
        parents.extend([first + place, elements])
    for top in tags.K:
        top.S, top.P = Name.Part, document
        _rename_heads(top, f"{number}.")
        document.K.append(top)
    return OutlineItem(title, first)


def _numbered(nums: Any) -> Iterator[tuple[int, Any]]:
    """The pairs of a number tree."""
    return ((int(nums[place]), nums[place + 1]) for place in range(0, len(nums), 2))


def _rename_heads(element: Any, prefix: str) -> None:
    """Names of table heads, and what refers to them, with the part's number before them."""
    if "/ID" in element:
        element.ID = String(f"{prefix}{element.ID}")
    attributes = element.get("/A")
    if attributes is not None and "/Headers" in attributes:
        attributes.Headers = Array([String(f"{prefix}{one}") for one in attributes.Headers])
    for kid in element.get("/K", []):
        if isinstance(kid, Dictionary) and "/S" in kid:
            _rename_heads(kid, prefix)


def _stamp(whole: Pdf, page: pikepdf.Page, stamp: pikepdf.Page, name: Name) -> None:
    """Its number onto a page, as something that is read by nobody: the reader tells the page by itself.

    The name is the page's own, because pages of one part share their resources.
    """
    page.add_resource(whole.copy_foreign(stamp.as_form_xobject()), Name.XObject, name)
    page.contents_add(f"/Artifact BMC q {name} Do Q EMC\n".encode(), prepend=True)


def _of(whole: Pdf, one: Pdf, value: Any) -> Any:
    """Something of a part as the whole's own."""
    return whole.copy_foreign(value if value.is_indirect else one.make_indirect(value))

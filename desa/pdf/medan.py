"""Empty signature fields: a check box that a template draws becomes a place for an electronic signature.

`<input class="ruang" type="checkbox" name="TTD_BPJS" title="…">` gives WeasyPrint the rectangle and the tag of the
field; here it loses what a check box has and becomes `/Sig`, before the bytes are written.
"""

from typing import Any

OF_A_CHECK_BOX = ("AP", "AS", "V", "MK", "Border")
THERE_ARE_SIGNATURES, ADD_ONLY = 1, 2


def signature_fields(_document: Any, pdf: Any) -> None:
    """WeasyPrint's last step before it writes: each check box is a signature field."""
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    for name in ("DR", "NeedAppearances"):
        form.pop(name, None)
    form["SigFlags"] = THERE_ARE_SIGNATURES + ADD_ONLY
    for one in pdf.objects:
        if not isinstance(one, dict):
            continue
        if one.get("FT") == "/Btn":
            one["FT"] = "/Sig"
            x1, y1, x2, y2 = one["Rect"]
            one["Rect"][:] = [min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)]
            for name in OF_A_CHECK_BOX:
                one.pop(name, None)
        elif one.get("S") == "/Form":
            # One kid, not a list of one: so a checker finds that the field it may fill stands in this element.
            one["K"] = one["K"][0]

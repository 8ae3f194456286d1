"""How dates are typed: day first, always. Django's own list for Indonesia would also take 10/12/26 as October."""

DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]

"""The one error a person may read: what happened and what to do now, in Indonesian."""


class Kesalahan(Exception):
    """Refuses a request for a reason the user can act on; no traceback, no partial write.

    `pesan` says what happened, to which row, month or person, and why it matters;
    `saran` says what to do now.
    """

    def __init__(self, pesan: str, saran: str = "") -> None:
        super().__init__(f"{pesan} {saran}".strip())
        self.pesan = pesan
        self.saran = saran

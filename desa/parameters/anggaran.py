"""Where a payer's share stands in the budget, as a regulation's article (KU Pasal 10). Pure."""

from typing import Annotated, Literal

from pydantic import Field, StrictStr, field_validator

from desa.enums import Jabatan

from .bagian import Bagian

KodeAnggaran = Annotated[StrictStr, Field(pattern=r"^[0-9]+(\.[0-9]+)*$", max_length=20)]


class KegiatanAturan(Bagian):
    """The activity of the village budget under which the contribution is booked."""

    kode: KodeAnggaran
    nama: StrictStr = Field(min_length=3, max_length=160)


class RekeningAturan(Bagian):
    """The account that takes the employer's share of these posts."""

    kode: KodeAnggaran
    nama: StrictStr = Field(min_length=3, max_length=160)
    jabatan: tuple[Jabatan, ...] = Field(min_length=1)


class BagianAnggaran(Bagian):
    """A payer's share, account by account; `sumber` is the codes' source.

    The official's own share is no expense: it leaves the same payment as a withholding, named in `potongan`.
    """

    penanggung: Literal["desa"]
    kegiatan: KegiatanAturan
    rekening: tuple[RekeningAturan, ...] = Field(min_length=1)
    potongan: StrictStr = Field(min_length=3, max_length=160)
    sumber: StrictStr = Field(min_length=3, max_length=300)
    pasal: StrictStr

    @field_validator("rekening")
    @classmethod
    def _each_post_once(cls, rekening: tuple[RekeningAturan, ...]) -> tuple[RekeningAturan, ...]:
        posts = [post for account in rekening for post in account.jabatan]
        if sorted(posts) != sorted(Jabatan):
            raise ValueError("setiap jabatan harus ada pada tepat satu rekening")
        if len({account.kode for account in rekening}) != len(rekening):
            raise ValueError("satu kode rekening hanya boleh sekali")
        return rekening

    def account_of(self, jabatan: str) -> RekeningAturan:
        """The account of a post."""
        return next(account for account in self.rekening if jabatan in account.jabatan)

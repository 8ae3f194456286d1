"""The article on eligibility: which documents a person needs, and which other cover excludes whom."""

from typing import Literal

from pydantic import Field, StrictInt, StrictStr, model_validator

from desa.enums import JenisDokumen, Skema

from .bagian import Bagian


class DokumenAturan(Bagian):
    """A document that meets a requirement, for so many months from its date; without months it stays valid."""

    jenis: JenisDokumen
    berlaku_bulan: StrictInt | None = Field(default=None, ge=1, le=120)


class SyaratAturan(Bagian):
    """One requirement, met by any one of its documents."""

    nama: StrictStr = Field(min_length=3, max_length=80)
    dokumen: tuple[DokumenAturan, ...] = Field(min_length=1)
    pasal: StrictStr
    catatan: StrictStr = ""


class GandaAturan(Bagian):
    """Schemes whose members are not billed here, and as what the village reports them."""

    skema: tuple[Skema, ...] = Field(min_length=1)
    alasan: Literal["pns", "jaminan_lain"]
    pasal: StrictStr
    catatan: StrictStr = ""


class SampelAturan(Bagian):
    """How large a field sample is, from each kecamatan."""

    persen: StrictInt = Field(ge=1, le=100)
    paling_sedikit: StrictInt = Field(ge=1, le=100)


class JamkesdaAturan(Bagian):
    """The regency's own aid for residents without cover: a regulation of its own, kept as a second register.

    `kutipan` is what its article asks, in its own words; `gratis` and `tidak_gratis` are what a participant reads.
    """

    nama: StrictStr = Field(min_length=3, max_length=120)
    peraturan: StrictStr = Field(min_length=5, max_length=200)
    pasal: StrictStr
    kutipan: StrictStr
    syarat: tuple[SyaratAturan, ...] = Field(min_length=1)
    skema: tuple[Skema, ...] = Field(min_length=1)
    sampel: SampelAturan
    gratis: tuple[StrictStr, ...] = Field(min_length=1)
    tidak_gratis: tuple[StrictStr, ...] = ()
    catatan: StrictStr = ""


class BagianKelayakan(Bagian):
    """Requirements of officials and their families; schemes that no rule names are shown, but exclude nobody."""

    syarat: tuple[SyaratAturan, ...] = ()
    ganda: tuple[GandaAturan, ...] = ()
    jamkesda: JamkesdaAturan | None = None

    @model_validator(mode="after")
    def _each_scheme_once(self) -> "BagianKelayakan":
        named = [one for rule in self.ganda for one in rule.skema]
        if len(set(named)) != len(named):
            raise ValueError("satu skema hanya boleh tertulis sekali pada ganda")
        return self

    def rule_for(self, skema: str) -> GandaAturan | None:
        """The rule that excludes members of a scheme; None where the regulation does not."""
        return next((rule for rule in self.ganda if skema in rule.skema), None)

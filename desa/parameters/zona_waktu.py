"""Which time zone a province keeps: WIB, WITA or WIT (Keputusan Presiden 41/1987)."""

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"

_ZONA = (
    (range(11, 37), WIB),  # Sumatera and Jawa
    (range(51, 54), WITA),  # Bali and Nusa Tenggara
    (range(61, 63), WIB),  # Kalimantan Barat and Tengah
    (range(63, 66), WITA),  # Kalimantan Selatan, Timur and Utara
    (range(71, 77), WITA),  # Sulawesi
    (range(81, 98), WIT),  # Maluku and Papua
)


def zona_waktu_of(provinsi: str) -> str:
    """The IANA name of the zone of a province, by its two-digit Kemendagri code.

    >>> zona_waktu_of("76"), zona_waktu_of("61")
    ('Asia/Makassar', 'Asia/Jakarta')

    Raises ValueError for a code that no province has.
    """
    for provinces, zona in _ZONA:
        if int(provinsi) in provinces:
            return zona
    raise ValueError(f"Provinsi {provinsi} tidak dikenal.")

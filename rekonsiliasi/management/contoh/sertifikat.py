"""Sample certificates, made anew each time, with an issuer of their own. Never for real papers."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

NAMA = "Penerbit Sertifikat Contoh (bukan BSrE)"
YEARS = timedelta(days=2 * 365)


class Penerbit:
    """An issuer that exists in memory alone; its `pem` is what an operator would put among the trusted roots."""

    def __init__(self, nama: str = NAMA) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        now = datetime.now(UTC)
        me, span = _name(nama), (now - YEARS, now + 5 * YEARS)
        self._cert = self._signed(me, me, self._key.public_key(), *span, ca=True)

    @property
    def pem(self) -> str:
        return self._cert.public_bytes(Encoding.PEM).decode("ascii")

    def pkcs12(self, nama: str, sandi: str, *, mulai: datetime | None = None, sampai: datetime | None = None) -> bytes:
        """A person's key and certificate as the one file that a signer gets; in force from yesterday on."""
        key = ec.generate_private_key(ec.SECP256R1())
        start = mulai or datetime.now(UTC) - timedelta(days=1)
        cert = self._signed(_name(nama), self._cert.subject, key.public_key(), start, sampai or start + YEARS, ca=False)
        lock = BestAvailableEncryption(sandi.encode())
        return pkcs12.serialize_key_and_certificates(nama.encode(), key, cert, [self._cert], lock)

    def _signed(  # the six things that a certificate states
        self, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, start: datetime, end: datetime,
        *, ca: bool,
    ) -> x509.Certificate:  # fmt: skip
        usage = dict.fromkeys(USAGES, False) | dict.fromkeys(OF_ISSUER if ca else OF_PERSON, True)
        draft = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(**usage), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )
        return draft.sign(self._key, hashes.SHA256())


USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip
OF_ISSUER = ("key_cert_sign", "crl_sign")
OF_PERSON = ("digital_signature", "content_commitment")


def _name(nama: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"), x509.NameAttribute(NameOID.COMMON_NAME, nama[:64])]
    )

"""What the API answers to a body that nobody would send by mistake."""

from tests.cast import Cast


def test_json_that_nests_too_deep_is_refused(cast: Cast) -> None:
    for address in ("/api/v1/kalkulator/", "/api/v1/rekonsiliasi/"):
        answer = cast.client("dewi").post(address, "[" * 50_000, content_type="application/json")
        assert (answer.status_code, list(answer.json())) == (400, ["detail", "saran"])

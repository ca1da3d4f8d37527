"""What scanning hands over starts out harmless."""

from leader_app.domain.scan import CameraState, CameraStatus, KeyVerdict, Symbol


def test_defaults_ask_nothing_of_anyone() -> None:
    assert KeyVerdict() == KeyVerdict(held=False, released=(), scan=None, trailing=False)
    assert CameraStatus(CameraState.STOPPED).retry_s == 0
    assert Symbol("LDP", "QRCode").valid

"""verify, redeem and undo, as a script runs them."""

from leader_app.domain.order import Payment
from tests.cli.counter import TYPED, CounterOnDisk, code_text, fill
from tests.fakes.pickups import CLAIM_ID, a_line, an_order

KEYS = ["verdict", "handed_over", "offline", "claim", "order", "lines", "message"]


def test_verify_shows_what_may_be_handed_over_and_hands_nothing_over(
    counter: CounterOnDisk,
) -> None:
    answer = counter.json("verify", code_text())
    assert answer.status == 0
    assert list(answer.row) == KEYS
    assert answer.row["verdict"] == "ready"
    assert answer.row["handed_over"] is False
    assert answer.row["offline"] is True
    assert (answer.row["claim"], answer.row["order"]) == (CLAIM_ID, "A1")
    (line,) = answer.row["lines"]
    assert (line["order"], line["line"], line["product"], line["quantity"]) == ("A1", 1, "草莓", 3)
    assert counter.json("status").row["unsent"] == 0


def test_a_typed_code_and_one_from_stdin_do_as_well(counter: CounterOnDisk) -> None:
    assert counter.json("verify", TYPED.lower()).row["verdict"] == "ready"
    assert counter.json("verify", "-", stdin=code_text() + "\n").row["verdict"] == "ready"


def test_redeem_hands_over_once(counter: CounterOnDisk) -> None:
    first = counter.json("redeem", code_text())
    assert first.status == 0
    assert list(first.row) == KEYS
    assert (first.row["verdict"], first.row["handed_over"]) == ("ready", True)
    assert [line["quantity"] for line in first.row["lines"]] == [3]
    second = counter.json("redeem", code_text())
    assert second.status == 1
    assert (second.row["verdict"], second.row["handed_over"]) == ("already_collected", False)
    assert counter.json("status").row["unsent"] == 1


def test_redeem_hands_over_the_lines_asked_for(counter: CounterOnDisk) -> None:
    part = counter.json("redeem", code_text(), "--lines", "A1:1=2")
    assert [line["quantity"] for line in part.row["lines"]] == [2]
    too_many = counter.json("redeem", code_text(), "--lines", "A1:1=2")
    assert (too_many.status, too_many.row["handed_over"]) == (1, False)
    assert "More pieces" in too_many.row["message"]
    rest = counter.json("redeem", code_text())
    assert (rest.row["verdict"], rest.row["handed_over"]) == ("rest_ready", True)


def test_undo_gives_it_back(counter: CounterOnDisk) -> None:
    counter.json("redeem", code_text())
    undone = counter.json("undo", "--reason", "拿错了")
    assert undone.status == 0
    assert undone.row["claim"] == CLAIM_ID
    again = counter.json("undo", undone.row["undone"])
    assert (again.status, list(again.row)) == (1, ["error", "hint"])
    assert counter.json("redeem", code_text()).row["handed_over"] is True


RUBBISH = {
    "": "not_a_code",
    "提货" * 9_000: "not_a_code",
    "https://example.com/?q=1": "foreign",
    "6901234567892": "foreign",
    "000000000": "no_such_code",
    "LDP" + "A" * 135: "tampered",
    "\udcff\udcfe": "not_a_code",
    "' OR 1=1 --": "not_a_code",
}


def test_rubbish_gets_a_verdict_and_nothing_else(counter: CounterOnDisk) -> None:
    for code, verdict in RUBBISH.items():
        answer = counter.json("redeem", code)
        assert (answer.status, answer.err) == (1, "")
        assert (answer.row["verdict"], answer.row["handed_over"]) == (verdict, False)
        assert answer.row["claim"] is None


def test_two_megabytes_on_stdin_are_too_long(counter: CounterOnDisk) -> None:
    answer = counter.json("verify", "-", stdin="x" * 2_000_000)
    assert (answer.status, answer.row["verdict"]) == (1, "not_a_code")


def test_other_points_new_orders_and_money_are_told_apart(new: CounterOnDisk) -> None:
    fill(new, an_order(a_line(1, 1), payment=Payment.UNPAID))
    said = {
        text: new.json("redeem", text).row["verdict"]
        for text in (code_text(), code_text(point_id=8), code_text(claim_id="ff" * 10))
    }
    assert list(said.values()) == ["unpaid", "wrong_point", "not_here_yet"]


def test_people_read_sentences_in_their_language(counter: CounterOnDisk) -> None:
    english = counter.run("verify", code_text())
    assert english.out.startswith("Hand over. Everything is here")
    assert "草莓" in english.out
    chinese = counter.run("--lang", "zh_CN", "verify", code_text())
    assert chinese.out != english.out


def test_no_code_reaches_the_log(counter: CounterOnDisk) -> None:
    counter.run("redeem", code_text())
    logs = "".join(path.read_text(encoding="utf-8") for path in (counter.base / "logs").iterdir())
    assert "LDP" not in logs

"""What is remembered is what was made, and no more of it than may be kept."""

from __future__ import annotations

from pipeline.clean.recent import Recent


class Shout:
    """A function that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str | None, ...]] = []

    def __call__(self, *told: str | None) -> str:
        self.asked.append(told)
        return "+".join(map(str, told)).upper()


def test_what_comes_again_is_not_made_again() -> None:
    shout = Shout()
    recent = Recent(shout, 1000)
    assert [recent("a", None), recent("a", None), recent("a", "None")] == ["A+NONE"] * 3
    assert recent("a") == "A"
    assert shout.asked == [("a", None), ("a", "None"), ("a",)]


def test_the_one_used_longest_ago_goes_first() -> None:
    shout = Shout()
    recent = Recent(shout, 160)
    names = [f"{number:09}" for number in range(30)]
    for name in names[:16]:
        recent(name)
    recent(names[0])
    for name in names[16:]:
        recent(name)
    assert len(recent) == 16
    assert (recent(names[0]), shout.asked.count((names[0],))) == (names[0], 1)
    assert (recent(names[1]), shout.asked.count((names[1],))) == (names[1], 2)


def test_no_more_is_kept_than_its_characters_allow() -> None:
    recent = Recent(Shout(), 320)
    for number in range(500):
        recent("x" * (number % 23), str(number))
        assert sum(1 + sum(len(text) for text in told if text) for told in recent._kept) <= 320
    assert len(recent) > 5


def test_what_is_too_long_is_made_and_not_kept() -> None:
    recent = Recent(Shout(), 160)
    assert recent("y") == "Y"
    assert recent("x" * 50) == "X" * 50
    assert len(recent) == 1


def test_nothing_is_kept_of_a_failure() -> None:
    calls = []

    def fail(text: str) -> str:
        calls.append(text)
        if len(calls) == 1:
            raise ValueError(text)
        return text

    recent = Recent(fail, 100)
    for _ in range(3):
        try:
            assert recent("a") == "a"
        except ValueError:
            assert len(recent) == 0
    assert len(calls) == 2


def test_forgotten() -> None:
    shout = Shout()
    recent = Recent(shout, 100)
    recent("a")
    recent.cache_clear()
    assert len(recent) == 0
    recent("a")
    assert len(shout.asked) == 2

"""Which versions of an instrument may be counted together, scale by scale."""

from .instrument import Instrument, Item, Scale


def is_comparable(one: Instrument, other: Instrument, scale: str) -> bool:
    """Whether scores of `scale` mean the same in both texts.

    They do when the same items, by key, are scored in the same way. Another word in an item is no other item: whoever
    changes what it asks gives it a new key (docs/writing-instruments.md). A text without the scale has no such score.
    """
    return all(any(each.key == scale for each in text.scales) for text in (one, other)) and (
        _scoring(one, one.scale(scale)) == _scoring(other, other.scale(scale))
    )


def _scoring(text: Instrument, scale: Scale) -> object:
    items = sorted(_item(text, item) for item in text.items if item.scale == scale.key)
    return scale.kind, scale.equating.adds if scale.equating else 0, items


def _item(text: Instrument, item: Item) -> tuple[str, str, bool, int, int]:
    return item.key, item.form or "", item.is_reversed, item.right or 0, len(text.choices(item))

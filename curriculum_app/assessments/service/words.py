"""Words that pages of several rooms say of change: why a figure does not exist, in a sentence."""

from flask_babel import lazy_gettext as _l

from curriculum_app.assessments.rules.change import Why

SENTENCES = {
    Why.NO_PAIRS: _l("Nobody has a score in both waves."),
    Why.ONE_PAIR: _l("Only one girl has a score in both waves; this needs two."),
    Why.TWO_PAIRS: _l("Only two girls have a score in both waves; this needs three."),
    Why.ALL_UNCHANGED: _l("Every girl has the same score in both waves, so there is no change to test."),
    Why.SAME_CHANGE: _l("Every girl changed by the same amount, so there is no spread to measure the change against."),
    Why.NO_SPREAD: _l("All scores of a wave are the same, so there is no spread to measure the change against."),
    Why.NO_MOVES: _l("Nobody gave another answer the second time, so there is no change to test."),
    Why.ONE_ITEM: _l("The scale has one item; this needs two."),
    Why.TOO_FEW_ANSWERS: _l("Too few girls answered the same items; this needs two for each pair of items."),
    Why.NO_VARIANCE: _l("The scores do not differ from girl to girl, so how well the items go together is unknown."),
    Why.NO_ITEMS: _l("The file holds scores, not answers to items."),
    Why.NOT_RELIABLE: _l("The items of this scale do not go together, so its error cannot be told."),
}

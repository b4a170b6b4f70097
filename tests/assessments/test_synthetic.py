"""A synthetic programme whose truth is known: its losses come out as they were, its effect inside the interval."""

from __future__ import annotations

import numpy as np

from curriculum_app.assessments.rules.change import compare, pair, retention

PROGRAMMES = 1_000
AT_PRE, AT_POST, AT_FOLLOW_UP = 354, 296, 241
EFFECT = 0.8


def test_the_losses_of_the_published_evaluation() -> None:
    """Rothman and others, Journal of Interpersonal Violence 36 (19-20), 2021: 354, then 296 and 241 of them."""
    girls = list(range(AT_PRE))
    post, follow_up = retention(girls, girls[:AT_POST]), retention(girls, girls[-AT_FOLLOW_UP:])
    assert (post.n, follow_up.n) == (AT_POST, AT_FOLLOW_UP)
    assert f"{post.share:.1%}, {follow_up.share:.1%}" == "83.6%, 68.1%"


def test_a_known_effect_lies_in_its_interval_in_95_of_100_programmes() -> None:
    """354 girls with scores of four-step items, whole points from 6 to 24; 296 of them stay, by chance."""
    dice = np.random.default_rng(20261126)
    caught = 0
    for _ in range(PROGRAMMES):
        girls = dice.normal(15, 3, AT_PRE)
        pre = np.clip(np.round(girls + dice.normal(0, 1.5, AT_PRE)), 6, 24)
        # Each girl gains one point with this chance: the effect is known exactly, rounding and bounds included.
        post = pre + (dice.random(AT_PRE) < EFFECT) + dice.choice([-2, 0, 2], AT_PRE)
        stayed = dice.choice(AT_PRE, AT_POST, replace=False)
        paired = pair(dict(enumerate(pre.tolist())), {int(girl): float(post[girl]) for girl in stayed})
        change = compare(paired.pre, paired.post)
        assert len(paired.only_pre) == AT_PRE - AT_POST
        caught += (change.ci_low or 0) <= EFFECT <= (change.ci_high or 0)
    assert abs(caught / PROGRAMMES - 0.95) <= 0.02

"""The rules of concerns: words, when something was learned, the clocks that run from it, and the referral number."""

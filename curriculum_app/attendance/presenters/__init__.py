"""What the pages of attendance show: words, sheets, histories, paper, make-ups and visits."""

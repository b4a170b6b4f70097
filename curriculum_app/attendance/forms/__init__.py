"""The shape of what people send: sheets, letters of a paper sheet, and the small forms beside them."""

"""Drills: the program's promises, held to the test against the program itself.

A drill takes a site and a size and hands back a figure with its goal (`figures`). The suite runs each one reduced and
shows with a sown fault (`faults`) that it can fail; `make drill` runs the same code in full and writes docs/drill.md.

kills · syncs · full_disk · crowd        over real HTTP, gunicorn with two processes (`serving`, `tapping`, `visiting`)
tampering · reading                      the audit: attacks below its triggers (`attacks`), names seen without a row
fuzzing · planting · inert               texts: rubbish, planted names, cells that would run
"""

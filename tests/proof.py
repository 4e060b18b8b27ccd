"""How much the proofs try: everything, or with PROOF_SIZE=ci as much as fits into a few minutes.

PROOF_EXAMPLES says how many sequences of work the property tests try, PROOF_SEED makes another choice of them.
"""

import os

IN_FULL = os.environ.get("PROOF_SIZE", "full") != "ci"

KILLS_AT_EACH_POINT = 25 if IN_FULL else 3
SECONDS_AROUND_AN_EMBARGO = 60 if IN_FULL else 15
SEQUENCES = int(os.environ.get("PROOF_EXAMPLES", "4"))
SEED = int(os.environ.get("PROOF_SEED", "2026"))

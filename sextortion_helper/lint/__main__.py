"""`python -m sextortion_helper.lint`: check the content, one line a finding."""

import sys

from sextortion_helper.lint import main

sys.exit(main(sys.argv[1:]))

"""`python -m sextortion_helper`."""

import sys

from sextortion_helper.cli import main

sys.exit(main())

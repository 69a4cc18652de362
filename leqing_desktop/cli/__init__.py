"""The console command: the window's services for scripts and tests (DESIGN §6, kept stable)."""

from leqing_desktop.cli.desk import Desk as Desk
from leqing_desktop.cli.entry import main as main

# The module has sqlite3's names and signatures (and ships no types of its own).
from sqlite3.dbapi2 import *

"""The domain of Kallelse: councils, their years and meetings, and the mail that goes out by itself."""

# Another distribution on PyPI installs a package of this name too; the program asks at start.
__distribution__ = "kallelse"
__version__ = "0.1.0"

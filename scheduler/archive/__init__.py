"""A whole installation as one file (backup), and one council as one file that another installation reads."""

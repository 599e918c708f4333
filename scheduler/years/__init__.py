"""The year of a council: from dates as written to published meetings."""

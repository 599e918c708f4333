"""The status page of whoever runs Kallelse."""

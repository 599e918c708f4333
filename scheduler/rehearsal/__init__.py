"""The year played on a made-up council, with no mail leaving the machine."""

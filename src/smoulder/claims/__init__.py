"""The readers of claims: what somebody says of a group's end, strength, land or return, found in a text."""

"""The files that go to a bank and come back from it: bytes in, bytes out, nothing kept. Pure.

They stand among the contracts because the gateway, which alone opens sealed names and account
numbers, writes and reads them, while budget decides what is paid.
"""

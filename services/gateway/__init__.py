"""The only public face: who may ask, send a command, wait for its outcome, read own views."""

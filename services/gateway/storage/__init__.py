"""Tables of the gateway and the statements that read and write them."""

"""What is published of the contracts: made from them, compared with what was published before."""

"""The services of Samenspel. Start with kernel/turn.py."""

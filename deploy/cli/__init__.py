"""The operator's command line, `samenspel`: one module per command."""

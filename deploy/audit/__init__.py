"""`samenspel audit`: proves over the running system that nothing is lost and nothing is doubled.

Loading and judging are apart: every judge is a pure function over loaded data.
"""

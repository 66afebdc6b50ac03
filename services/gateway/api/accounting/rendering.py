"""The accountability report as PDF: A4, tagged, held to PDF/UA-1, the same data the same bytes."""

from services.gateway.api.printing import pdf
from services.gateway.domain.accountability import Report
from services.gateway.domain.accountability_files import as_printed


async def report_pdf(report: Report) -> bytes:
    """The file. The day in it is that of the figures, never that of printing."""
    return await pdf("accountability", as_printed(report), report.as_of, accessible=True)

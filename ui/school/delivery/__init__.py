"""导出与回执: the package out, receipt and return slip in."""

"""异常与规律: what is odd over all returns, and the return slips that answer it."""

"""How what is kept becomes values again: parsed, searched, and waited for."""

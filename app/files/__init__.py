"""Files from outside: checked, cleaned, sealed, kept and handed out; nothing unchecked is ever served."""

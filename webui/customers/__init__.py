"""Customers: the list, a customer's page with its cases and changes, and entering one."""

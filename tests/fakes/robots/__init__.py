"""Robots of chat groups, gateways and mail servers that speak as the real ones do."""

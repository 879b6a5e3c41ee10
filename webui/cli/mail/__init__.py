"""Mail on the command line: how a station sends it, and one letter to try that."""

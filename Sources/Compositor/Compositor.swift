// The module's first file; see docs/architecture.md.

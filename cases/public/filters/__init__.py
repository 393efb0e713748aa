"""The filters of the public lists; docs/adding-a-filter.md tells how to add one."""

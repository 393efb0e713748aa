"""The import room: bundles come in and go out here, and foreign formats become bundles.

Read `schema` for what a bundle holds, `read` for how one is read safely, `adapters/` for the
foreign formats, `load` for how rows reach the record. docs/importing.md tells it to clerks.
"""

"""What can go wrong with the warehouse, each error one sentence that says what to do.

* WarehouseError
  * StoreBusyError      another process holds the store's lock
  * StoreDamagedError   the store's file cannot be opened at all
  * SchemaError         the file and this code do not fit each other
  * InvariantError      a landing would have broken a rule of the schema; nothing was written
  * NoSnapshotError     nothing has been published yet
  * LeaseTakenError     somebody else works off the same thing
  * QueryError          a reader's query failed
"""


class WarehouseError(Exception):
    """Base of all errors of this package."""


class StoreBusyError(WarehouseError):
    """Another process holds the store's lock."""


class StoreDamagedError(WarehouseError):
    """The store's file cannot be opened at all."""


class SchemaError(WarehouseError):
    """The file and this code do not fit each other."""


class InvariantError(WarehouseError):
    """A landing would have broken a rule of the schema; nothing was written."""


class NoSnapshotError(WarehouseError):
    """Nothing has been published yet."""


class LeaseTakenError(WarehouseError):
    """Somebody else works off the same thing."""


class QueryError(WarehouseError):
    """A reader's query failed."""

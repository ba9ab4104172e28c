"""What the contract suites share: the store on each database, empty, and opened twice."""

from tests.stores import other as other
from tests.stores import store as store
from tests.stores import store_url as store_url

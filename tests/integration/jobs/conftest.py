from tests.integration.jobs.claiming import jobs
from tests.integration.jobs.working import working
from tests.support.stations import small
from tests.support.stores import furnished, postgres, store_url

__all__ = ["furnished", "jobs", "postgres", "small", "store_url", "working"]

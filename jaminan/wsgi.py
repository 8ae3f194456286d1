"""Entry point for gunicorn: `gunicorn jaminan.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jaminan.settings")
application = get_wsgi_application()

# A page of a regency builds thousands of rows at once. What start-up built stays as it is; looking for cycles among
# fresh rows every 700 objects cost a fifth of such a page.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)

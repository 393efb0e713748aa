import json,time
import pytest
from tests.canary import probe
from tests.canary.scene import open_case
from tests.canary.snapshot import snapshot
from tests.canary.tokens import Tokens
pytestmark = pytest.mark.django_db
def test_dump():
    from pathlib import Path
    open_case()
    probe.without_checks()
    probe.publish()
    tokens = Tokens()
    old = json.load(open("/tmp/b5_probe.json")) if 0 else json.loads(Path("/tmp/b5_probe.json").read_text())
    out = {}
    t=time.time()
    for model in probe.record_models():
        tb = model._meta.db_table
        quiet = []
        for column in probe.columns(model):
            k=f"{tb}.{column.column}"
            if (old.get(k, [[],[]])==[[],[]]) and not column.is_relation and column.name not in ("recorded_at","number"):
                quiet.append(column); out[k]=[[],[]]; continue
            f = probe.probed(model, [column], tokens)
            out[k] = [sorted(f.shown), sorted(f.decides)]
        f = probe.probed(model, quiet, tokens)
        if f.shown or f.decides: print("QUIET", tb, f)
    print(time.time()-t)
    Path("/tmp/b5_probe2.json").write_text(json.dumps(out, indent=1))
    Path("/tmp/b5_places.json").write_text(json.dumps({k: list(v)[:3] for k,v in snapshot().items()}, indent=1))

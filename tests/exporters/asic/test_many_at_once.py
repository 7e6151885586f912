"""Hundreds of packages are verified by threads and by processes: values have to travel, state not."""

import pickle
from concurrent.futures import ThreadPoolExecutor

from forms.exchange import Code
from tests.exporters.asic.world import BUREAU_EXPECTS, good_report, judge, report, world
from tests.exporters.attacks.forge_zip import container, package_json


def test_threads_come_to_the_verdicts_of_one() -> None:
    packages = [
        good_report(),
        report(holder=world().school),
        container(package=package_json(bureau="320100")),
        good_report()[:-1],
    ] * 6
    alone = [judge(data)[0] for data in packages]
    with ThreadPoolExecutor(4) as pool:
        together = [verdict for verdict, _ in pool.map(judge, packages)]
    assert together == alone
    assert {verdict.code for verdict in alone} == {Code.OK, Code.E_ADDRESSEE, Code.E_ZIP}


def test_what_a_worker_needs_and_gives_can_be_sent() -> None:
    for value in (world().trust, BUREAU_EXPECTS, judge(good_report())):
        assert pickle.loads(pickle.dumps(value)) == value

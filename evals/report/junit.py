"""A run as JUnit XML, which continuous integrations read: a test suite a suite, a test case a gate."""

from xml.etree import ElementTree as Xml

from evals.record import RunRecord


def junit_xml(record: RunRecord) -> str:
    """The document; a skipped suite is a skipped test case."""
    failures = sum(not gate.passed for gate in record.gates)
    root = Xml.Element("testsuites", name="jalon evals", tests=str(len(record.gates)), failures=str(failures))
    for result in record.suites:
        gates = [gate for gate in record.gates if gate.suite == result.name]
        failed = str(sum(not gate.passed for gate in gates))
        seconds = f"{sum(case.seconds for case in result.cases):.3f}"
        suite = Xml.SubElement(
            root, "testsuite", name=result.name, time=seconds, tests=str(len(gates)), failures=failed
        )
        for gate in gates:
            case = Xml.SubElement(suite, "testcase", classname=result.name, name=gate.metric)
            if not gate.passed:
                Xml.SubElement(case, "failure", message=gate.told)
        if result.skipped:
            case = Xml.SubElement(suite, "testcase", classname=result.name, name="cas")
            Xml.SubElement(case, "skipped", message=result.skipped)
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True)

"""What a template gives to a sentence as a value is plain: the markup of a macro would be escaped a second time."""

from jinja2 import Environment, nodes

from tests.catalogue import ROOT


def test_no_sentence_has_a_macro_for_a_value():
    """A number may come by way of one: `|int` makes it plain."""
    for file in (ROOT / "web/templates").rglob("*.html"):
        tree = Environment().parse(file.read_text("utf-8"))
        macros = {macro.name for macro in tree.find_all(nodes.Macro)}
        macros |= {imported.target for imported in tree.find_all(nodes.Import)}
        for call in tree.find_all(nodes.Call):
            values = call.kwargs if getattr(call.node, "name", "") in ("_", "count") else ()
            for value in (
                given.value for given in values if getattr(given.value, "name", "") != "int"
            ):
                called = [inner.node for inner in (nodes.Output([value])).find_all(nodes.Call)]
                names = {getattr(getattr(one, "node", one), "name", "") for one in called}
                assert not names & macros, f"{file}:{call.lineno}"

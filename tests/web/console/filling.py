"""A form of a page, filled in and sent the way a browser without scripts does."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from tests.web.console.browsing import Person
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

Sent = MultiDict[str, str]


@dataclass
class Filled:
    """What stands in the fields of a page's form."""

    path: str
    fields: Sent = field(default_factory=MultiDict)

    def write(self, values: Mapping[str, str]) -> "Filled":
        """Write into fields, which must be there."""
        for name, value in values.items():
            assert name in self.fields, f"there is no field {name!r}"
            self.fields[name] = value
        return self

    def tick(self, name: str, value: str) -> "Filled":
        self.fields.add(name, value)
        return self

    def press(self, who: Person, button: str, **more: str) -> TestResponse:
        """Send the form by one of its buttons, with the token of this browser."""
        sent = MultiDict(self.fields)
        sent["csrf_token"] = who.token()
        sent["do"] = button
        for name, value in more.items():
            sent[name] = value
        return who.client.post(self.path, data=sent)

    def pressed(self, who: Person, button: str) -> "Filled":
        """Press a button that shows the form again."""
        answer = self.press(who, button)
        assert answer.status_code == 200, answer.text[:3000]
        return form_of(BeautifulSoup(answer.text, "lxml"))


def opened(who: Person, path: str) -> Filled:
    """Open a page and take its editor."""
    return form_of(who.read(path))


def form_of(page: BeautifulSoup, selector: str = "#editor") -> Filled:
    form = page.select_one(selector)
    assert isinstance(form, Tag)
    found = Filled(str(form["action"]))
    for control in form.select("input[name], textarea[name], select[name]"):
        name = str(control["name"])
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            found.fields.add(name, str(chosen["value"]) if chosen is not None else "")
        elif control.name == "textarea":
            found.fields.add(name, control.get_text().removeprefix("\n"))
        elif control.get("type") not in ("checkbox", "radio") or control.has_attr("checked"):
            found.fields.add(name, str(control.get("value", "")))
    return found

"""One use of every component, as a page would write it."""

SAMPLES: dict[str, str] = {
    "advocate_first": "{{ advocate_first() }}",
    "beside_mark": "{{ beside_mark(True) }}{{ beside_mark(True, for_reader=True) }}{{ beside_mark(False) }}",
    "button": '{{ button("Send") }}{{ button("Later", kind="outline", name="then", value="later") }}',
    "buttons": '{% call buttons(even=True) %}<button class="button">Yes</button>{% endcall %}',
    "card": '{% call card("Title") %}<p>Words</p>{% endcall %}',
    "checkbox": '<form>{{ checkbox(form, "agree", "I agree", hint="You can change it") }}</form>',
    "checkbox_option": (
        '<form><fieldset><legend>Needs</legend>{{ checkbox_option(form, "needs", "a", "Breaks", "Often") }}'
        "</fieldset></form>"
    ),
    "checkboxes": (
        '<form>{{ checkboxes(form, "needs", "What helps?", [("a", "A", "Hint"), ("b", "B")]) }}</form>'
    ),
    "count_card": '<ul>{{ count_card(3, "meetings", "/x") }}{{ count_card(1, "report") }}</ul>',
    "count_cards": "{% call count_cards() %}<li>1</li>{% endcall %}",
    "date_input": '<form>{{ date_input(form, "day", "Which day?", hint="For example a Monday") }}</form>',
    "details": '{% call details("Ideas") %}<p>Words</p>{% endcall %}',
    "error_summary": "{{ error_summary(None) }}",
    "field_marks": (
        "<"
        'p {{ field_marks(form, "name", "hint") }} id="field-name-hint">x</p><p id="field-name-problem">y</p>'
    ),
    "field_problem": '{{ field_problem(form, "name") }}',
    "fieldset": (
        '<form>{% call fieldset(form, "kind", "Which?", hint="One") %}<label for="x">X</label>'
        '<input id="x" name="kind">{% endcall %}</form>'
    ),
    "file_upload": '<form>{{ file_upload(form, "photo", "A photo", hint="Up to 10 MB") }}</form>',
    "form_to": '{% call form_to(form, "/send", files=True, seen_version=3) %}<p>Words</p>{% endcall %}',
    "helping_banner": (
        '{% set banner = {"first_name": "Amira", "until_at": "Friday", "can_do": ["You can read."],'
        ' "writes_drafts": True} %}{{ helping_banner(banner) }}{{ helping_banner(banner, in_full=True) }}'
    ),
    "input": '<form>{{ input(form, "name", "Your name", hint="Any", autocomplete="name") }}</form>',
    "link_button": '{{ link_button("Next", "/next") }}',
    "meeting_card": (
        '{% call meeting_card("Thursday 3 December", "14:30", "half past two") %}<p>Room 2</p>{% endcall %}'
    ),
    "notice_box": '{{ notice_box("Sent.", kind="good", title="Thank you", announced=True) }}',
    "moment": "<p>{{ moment('Friday, 14:30') }}</p>",
    "phone": '<p>{{ phone("01632 960 123") }} {{ phone("999", "Ring 999") }}</p>',
    "radio_option": (
        "<form><fieldset><legend>Which?</legend>"
        '{{ radio_option(form, "kind", "a", "A", "Hint") }}</fieldset></form>'
    ),
    "radios": (
        '<form>{{ radios(form, "kind", "Which?", [("a", "A", "Hint"), ("b", "B")], hint="One") }}</form>'
    ),
    "ring_you": "{{ ring_you() }}",
    "saved_line": "{{ saved_line(form) }}",
    "scale": (
        '<form>{{ scale(form, "safe", "How safe?", "not safe.", "no worries.", middle="some.") }}</form>'
    ),
    "select": '<form>{{ select(form, "tongue", "Language", [("pl", "Polski")], empty="Choose one") }}</form>',
    "suggestion": (
        '{% call suggestion(form, "/use", {"by": "Carol", "id": "a", "version": 1}, 2, has_own_words=True) %}'
        "<p>Words</p>{% endcall %}"
    ),
    "summary_list": '{{ summary_list([("Name", "Amira", "/change")]) }}',
    "summary_row": '<dl>{{ summary_row("Name", "Amira", "/change") }}</dl>',
    "table": '{% call table("Meetings", ["When"]) %}<tr role="row"><td role="cell">x</td></tr>{% endcall %}',
    "table_cell": (
        '<table><tbody><tr>{{ table_cell("When", "today", is_heading=True) }}'
        '{{ table_cell("Who", "x") }}</tr></tbody></table>'
    ),
    "table_row": "<table><tbody>{% call table_row() %}<td>x</td>{% endcall %}</tbody></table>",
    "tag": '<p>{{ tag("Late", "stop") }}</p>',
    "talk_to_someone": (
        '{% call talk_to_someone("Sam", "your social worker", "01632 960 123", "9 to 5") %}'
        "<p>Words</p>{% endcall %}"
    ),
    "task": '<ul>{{ task("Read the reports", "/reports", "15 minutes", new="2 new") }}</ul>',
    "task_list": '{{ task_list([("Read", "/read", "Not started"), ("Write", "/write")]) }}',
    "textarea": '<form>{{ textarea(form, "words", "Your words", hint="Any", autosave=True) }}</form>',
    "timeline": '{{ timeline([("Sent", "Monday", "done"), ("Read", "", "now"), ("Answer",)]) }}',
    "timeline_step": '<ol>{{ timeline_step("Sent", "Monday", "now") }}</ol>',
    "who_can_see": '{{ who_can_see("Only you.") }}',
}


def page_with(component: str, heading: str = "<h1>Test</h1>") -> str:
    """Return a page's template that shows the sample of one component."""
    return (
        '{% extends "layouts/page.html" %}'
        f'{{% from "components/{component}.html" import {component} %}}'
        "{% block title %}Test{% endblock %}"
        f"{{% block content %}}{heading}{SAMPLES[component]}{{% endblock %}}"
    )

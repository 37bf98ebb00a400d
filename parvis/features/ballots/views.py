"""Pages of votes. The receipt number is shown once, in the answer to the form, and is kept in no session, address or log."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted
from parvis.core.processes import rules as processes
from parvis.core.processes.models import Phase
from parvis.features.ballots import actions, electorate, invitations, queries, receipts, rules
from parvis.features.ballots.counting import grade_word, language, mechanism_of, method_name
from parvis.features.ballots.explained import example, explanation
from parvis.features.ballots.forms import ListForm, OptionForm, Paper, paper
from parvis.features.ballots.models import Ballot, ResultFile, VoteOption
from parvis.features.ballots.pictures import Account
from parvis.ui import undo
from parvis.ui.parts import Figure, Link, Option
from parvis.ui.typography import excerpt

PER_PAGE = 100
SHORT = 240


def _phase(request: HttpRequest, ref: UUID) -> Phase:
    phase = get_object_or_404(queries.votes(), ref=ref)
    if not rules.may_see(person_of(request), phase):
        raise Http404
    request.space = phase.process.space  # type: ignore[attr-defined]
    return phase


def _page(request: HttpRequest, template: str, phase: Phase, *, here: str, status: int = 200, **context: Any) -> HttpResponse:
    process = phase.process
    trail = [Link(process.space.name, process.space.get_absolute_url()), Link(process.title, process.get_absolute_url())]
    if context.pop("inside", False):
        trail.append(Link(phase.title, phase.get_absolute_url()))
    mechanism = mechanism_of(phase)
    settings = phase.typed_settings()
    majority = next(field for field in fields(settings) if field.name == "majority").metadata["choices"]
    known = {
        "phase": phase,
        "process": process,
        "vote": queries.vote_of(phase),
        "trail": trail,
        "here": here,
        "settings": settings,
        "roll": dict(electorate.CHOICES)[settings.electorate],
        "majority": dict(majority)[settings.majority],
    }
    method = {
        "slug": mechanism.slug, "ballot": mechanism.ballot, "method": method_name(mechanism.slug), "example": example(mechanism.slug),
        "explanation": explanation(mechanism.slug),
    }  # fmt: skip
    return render(request, f"ballots/{template}.html", known | method | context, status=status)


@never_cache
@sensitive_post_parameters()
def vote(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the booth while the vote is open, the result afterwards; take the ballot through its check to the box."""
    phase = _phase(request, ref)
    if request.method == "POST":
        return _ballot(request, phase)
    if phase.state == Phase.State.CLOSED:
        return _result(request, phase)
    verdict = rules.may_vote(person_of(request), phase)
    options = queries.on_ballot(phase)
    if verdict:
        return _booth(request, phase, paper(phase, options))
    return _page(
        request, "door", phase, here=phase.title, options=options, verdict=verdict, voted=verdict.reason is rules.VOTED,
        turnout=queries.turnout(phase) if phase.state == Phase.State.OPEN and rules.may_know_turnout(person_of(request), phase) else None,
        may_prepare=bool(rules.may_prepare(person_of(request), phase)), sign_in=_sign_in(request), unsent=_unsent(request, phase),
    )  # fmt: skip


def _unsent(request: HttpRequest, phase: Phase) -> int:
    """Give how many invitations have not left, to those who run the process."""
    listed = phase.state == Phase.State.OPEN and phase.typed_settings().electorate == electorate.LISTED
    return queries.invitations_waiting(phase) if listed and processes.may_run(person_of(request), phase.process) else 0


def _sign_in(request: HttpRequest) -> str:
    return f"{reverse('account_login')}?next={request.path}"


def _booth(request: HttpRequest, phase: Phase, ballot: Paper, *, status: int = 200) -> HttpResponse:
    options = [Option(value=o.ref, label=o.title, about=excerpt(o.text, SHORT), url=o.path) for o in ballot.options]
    return _page(request, "booth", phase, here=pgettext("what one does", "Vote"), paper=ballot, options=options, status=status)


def _ballot(request: HttpRequest, phase: Phase) -> HttpResponse:
    person = person_of(request)
    rules.may_vote(person, phase).require()
    assert person is not None
    ballot = paper(phase, queries.on_ballot(phase), request.POST)
    step = request.POST.get("do", "check")
    if step == "change":
        return _booth(request, phase, ballot)
    if not ballot.is_valid():
        return _booth(request, phase, ballot, status=422)
    if step != "cast":
        return _page(request, "check", phase, here=_("Check your ballot"), inside=True, paper=ballot)
    receipt = actions.cast(phase, by=person, choice=ballot.kept)
    return _page(request, "receipt", phase, here=_("Your receipt"), inside=True, receipt=receipt)


def _result(request: HttpRequest, phase: Phase) -> HttpResponse:
    account = Account(phase, phase.vote)
    counts = account.counts
    return _page(
        request, "result", phase, here=_("Result of the vote"), account=account, figures=_figures(account),
        unbalanced=account.vote.signed != counts["participated"], filename=_filename(phase),
        voted=rules.has_voted(person_of(request), phase), archive=account.vote.eligible is None,
    )  # fmt: skip


def _figures(account: Account) -> list[Figure]:
    counts = account.counts
    voted = counts["participated"]
    if counts["eligible"] is None:
        first = Figure(voted, _("ballots"))
    else:
        share = round(1000 * voted / counts["eligible"]) / 10 if counts["eligible"] else 0
        words = f"{share:g}".replace(".", ",") if language() == "fr" else f"{share:g}"
        first = Figure(
            voted, _("voters, of %(eligible)s people on the roll: %(share)s%%") % {"eligible": counts["eligible"], "share": words}
        )
    expressed, blank = voted - counts["blank"], counts["blank"]
    figures = [
        first,
        Figure(expressed, ngettext("ballot that expresses a choice", "ballots that express a choice", expressed)),
        Figure(blank, ngettext("blank ballot, counted apart", "blank ballots, counted apart", blank)),
    ]
    if quorum := account.outcome["conditions"].get("quorum"):
        percent = str(quorum).partition("/")[0]
        met = "voting.quorum.missed" not in {step.code for step in account.result.steps}
        figures.append(
            Figure(_("%(percent)s%%") % {"percent": percent}, _("quorum asked for: met") if met else _("quorum asked for: not met"))
        )
    return figures


def _filename(phase: Phase) -> str:
    return f"resultat-{slugify(phase.process.title)[:40] or 'vote'}-{str(phase.ref)[:8]}.json"


@never_cache
@sensitive_post_parameters()
def published(request: HttpRequest, ref: UUID) -> HttpResponse:
    """List the ballots of a closed vote, and find one by its number. The number is posted, so that no log of addresses has it."""
    phase = _phase(request, ref)
    rules.may_know_result(person_of(request), phase).require()
    context: dict[str, Any] = {}
    if request.method == "POST":
        context = _found(phase, request.POST.get("receipt", ""))
    page = Paginator(queries.published_ballots(phase), PER_PAGE).get_page(request.GET.get("page"))
    sheet = paper(phase, queries.on_ballot(phase))
    context |= {"page": page, "rows": [(ballot.receipt, _words(sheet, ballot)) for ballot in page], "archive": phase.vote.eligible is None}
    return _page(request, "ballots", phase, here=_("Published ballots"), inside=True, **context)


def _found(phase: Phase, typed: str) -> dict[str, Any]:
    try:
        receipt = receipts.read(typed)
    except receipts.WrongReceipt:
        return {
            "typed": typed,
            "wrong": _("This is not a receipt number: a sign is missing or was mistaken. Compare it with your receipt."),
        }
    ballot = queries.ballot_numbered(phase, receipt)
    if ballot is None:
        return {
            "typed": receipt,
            "wrong": _("No ballot of this vote has this number. If it is yours, tell the convenor and keep your receipt."),
        }
    sheet = paper(phase, queries.on_ballot(phase))
    return {"typed": receipt, "found": [] if ballot.choice is None else sheet.written(ballot.choice), "is_found": True}


def _words(sheet: Paper, ballot: Ballot) -> str:
    """Say in one line what a ballot holds; an approval ballot is told by what it approves."""
    if ballot.choice is None:
        return _("Blank ballot")
    if sheet.kind == "grades":
        return "; ".join(f"{title}{_(': ')}{grade_word(grade)}" for title, grade in _graded(sheet, ballot.choice))
    marked = [ballot.choice] if isinstance(ballot.choice, str) else ballot.choice
    return ", ".join(option.title for option in sheet.options if option.ref in marked)


def _graded(sheet: Paper, choice: dict[str, str]) -> list[tuple[str, str]]:
    return [(option.title, choice[option.ref]) for option in sheet.options if option.ref in choice]


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


@require_GET
def ballots_csv(request: HttpRequest, ref: UUID) -> StreamingHttpResponse:
    """Give the published ballots as a table: the number, whether it is blank, then one column for each option."""
    phase = _phase(request, ref)
    rules.may_know_result(person_of(request), phase).require()
    titles = phase.vote.titles

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        # A spreadsheet takes a cell that starts with one of these for a formula.
        heads = [f"'{title}" if title[:1] in "=+-@\t" else title for title in titles.values()]
        yield "\ufeff" + writer.writerow(["numero", "blanc", *heads])
        for ballot in queries.published_ballots(phase).iterator(chunk_size=2000):
            yield writer.writerow([ballot.receipt or "", int(ballot.choice is None), *(_cell(ballot.choice, option) for option in titles)])

    name = _filename(phase).replace("resultat", "bulletins").replace(".json", ".csv")
    return StreamingHttpResponse(
        lines(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _cell(choice: Any, option: str) -> str | int:
    if isinstance(choice, dict):
        return choice.get(option, "")
    return int(option == choice or (isinstance(choice, list) and option in choice))


@require_GET
def result_file(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give the published result file, to the byte: `parvis recount` reads it."""
    phase = _phase(request, ref)
    rules.may_know_result(person_of(request), phase).require()
    file = get_object_or_404(ResultFile, vote_id=phase.pk)
    headers = {"Content-Disposition": f'attachment; filename="{_filename(phase)}"', "ETag": f'"{phase.vote.fingerprint}"'}
    return HttpResponse(file.content, content_type="application/json", headers=headers)


@csrf_exempt  # RFC 8058: the mail program posts here without cookies; the signed token is the authority
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """Get no more invitations: a page with one button, or one click in the mail program. Reading the page changes nothing."""
    known = invitations.mark_in(token) is not None
    done = request.method == "POST" and actions.refuse(token)
    response = render(request, "ballots/refuse.html", {"known": known, "done": done}, status=200 if known else 404)
    response["Referrer-Policy"] = "no-referrer"
    return response


@drafted(parameters=["option"], beside=["do=up", "do=down", "do=remove", "do=back"])
@never_cache
def prepare(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Write the options and the list of voters, until the vote opens."""
    phase = _phase(request, ref)
    rules.may_prepare(person_of(request), phase).require()
    wanted = request.POST.get("option") or request.GET.get("option")
    option = get_object_or_404(VoteOption, phase=phase, ref=wanted) if wanted and is_uuid(wanted) else None
    form, voters = OptionForm(instance=option), ListForm()
    if request.method == "POST":
        verb = request.POST.get("do", "")
        form, voters, done = _prepared(request, phase, option, verb)
        if done and verb == "remove" and option:
            back = {"title": [option.title], "text": [option.text], "do": ["write"]}
            undo.offer(request, done, label=_("Put it back"), url=reverse("ballots:prepare", args=[ref]), fields=back)
        elif done:
            messages.success(request, done)
        if done:
            return redirect("ballots:prepare", ref=ref)
    return _page(
        request, "prepare", phase, here=_("Prepare the vote"), inside=True, form=form, voters=voters, option=option,
        options=queries.options_to_come(phase), own=not phase.takes_from_id, ready=phase.kind_of_phase.ready(phase),
        listed=phase.typed_settings().electorate == electorate.LISTED, on_list=queries.eligible_so_far(phase),
        to_invite=queries.invitations_waiting(phase),
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip


def is_uuid(text: str) -> bool:
    """Say whether a text is a public name."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _prepared(request: HttpRequest, phase: Phase, option: VoteOption | None, verb: str) -> tuple[OptionForm, ListForm, str]:
    """Do one thing of the office; give the forms with what is wrong, or the words that say it is done."""
    person = person_of(request)
    assert person is not None
    form, voters = OptionForm(instance=option), ListForm()
    if verb == "list":
        voters = ListForm(request.POST, request.FILES)
        if voters.is_valid():
            count = actions.list_voters(phase, by=person, addresses=voters.cleaned_data["found"], invite=voters.cleaned_data["invite"])
            told = ngettext("The list holds %(count)s address now.", "The list holds %(count)s addresses now.", count)
            return form, voters, told % {"count": count}
    elif verb == "write":
        form = OptionForm(request.POST, instance=option)
        if form.is_valid():
            try:
                if option:
                    actions.rewrite_option(option, by=person, **form.cleaned_data)
                else:
                    actions.write_option(phase, by=person, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return form, voters, _("The option is on the ballot.")
    elif option and verb == "remove":
        actions.remove_option(option, by=person)
        return form, voters, _("The option was taken off the ballot.")
    elif option and verb in ("up", "down"):
        actions.move_option(option, by=person, up=verb == "up")
        return form, voters, _("The order of the ballot was changed.")
    return form, voters, ""

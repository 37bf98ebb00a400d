"""Pages of votes (being written)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def vote(request: HttpRequest, ref: object) -> HttpResponse:
    return render(request, "ui/base.html")


prepare = published = ballots_csv = result_file = vote

"""A cycle of a tracker, entered by the same edits as what people type."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plcjournal.core.edits.action import Plan, add_action, add_learning, add_note
from plcjournal.core.edits.edited import Refused, values_of, with_values
from plcjournal.core.edits.evidence import add_observation
from plcjournal.core.edits.review import Lookback, NotReadyToClose, close, review
from plcjournal.core.edits.start import Start, start_cycle
from plcjournal.core.journal import NotFound, WhichOne
from plcjournal.core.rulebook import RULES
from plcjournal.core.tracker.drafted import Kind, Remark
from plcjournal.core.tracker.looking import enter_looks
from plcjournal.core.tracker.naming import member_of
from plcjournal.errors import PlcError

if TYPE_CHECKING:
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal
    from plcjournal.core.tracker.drafted import Trial
    from plcjournal.core.tracker.naming import Named


@dataclass(frozen=True, slots=True)
class Entered:
    """A cycle as the journal would have it, and what there is to say of its rows."""

    cycle: Cycle | None
    remarks: tuple[Remark, ...] = ()


def enter(
    journal: Journal, named: Named, today: str, names: frozenset[str] = frozenset()
) -> Entered:
    """Answer a cycle of a tracker as a cycle of the journal.

    `names` are the cycles that it may continue. What the edits refuse is answered as a
    remark on the cycle's first row.
    """
    entering = _Entering(journal, named, today, names)
    try:
        return Entered(entering.whole(), tuple(entering.remarks))
    except Refused as refused:
        why = RULES[refused.findings[0].rule].reason
    except PlcError as error:
        why = type(error).__doc__ or ""
    why = f"cannot come in: {why.splitlines()[0]}"
    row = named.drafted.rows[0]
    return Entered(None, (Remark(Kind.FAILS, row, "", why),))


class _Entering:
    """One cycle on its way in, in a journal of its own."""

    def __init__(
        self, journal: Journal, named: Named, today: str, names: frozenset[str]
    ) -> None:
        self._journal = replace(journal, cycles={})
        self._names = names
        self._named, self._drafted = named, named.drafted
        self._today = today
        self.remarks: list[Remark] = []

    @property
    def _cycle(self) -> Cycle:
        return self._journal.cycles[self._named.name]

    def whole(self) -> Cycle:
        """Enter everything; answer the cycle."""
        self._start()
        self._texts()
        self._looks()
        for trial in self._drafted.trials:
            self._trial(trial)
        for what, with_ in self._drafted.learning:
            edited = add_learning(self._journal, self._cycle, what, with_ or None)
            self._journal = edited.journal
        for day, noticed in self._drafted.noticed:
            on = day or self._named.opened
            edited = add_observation(self._journal, self._cycle, noticed, None, on)
            self._journal = edited.journal
        self._review()
        self._notes()
        return self._cycle

    def _start(self) -> None:
        named, drafted = self._named, self._drafted
        texts = drafted.texts
        facilitator = texts.get("facilitator")
        if facilitator:
            facilitator = member_of(self._journal, named.team, facilitator)
        start = Start(
            title=drafted.title,
            team=named.team,
            opened=named.opened,
            need=texts.get("need"),
            review_by=drafted.days.get("review_by"),
            learners=texts.get("learners"),
            size=drafted.size,
            question=texts.get("question"),
            model=self._model(texts.get("model", "")),
            facilitator=facilitator,
            adapts=texts.get("adapts"),
            slug=named.slug,
        )
        self._journal = start_cycle(self._journal, start).journal

    def _model(self, words: str) -> str | None:
        if not words:
            return None
        try:
            return self._journal.find_model(words).id
        except (NotFound, WhichOne):
            self._keep("model", f"Model: {words}", "is no model that plc knows")
            return None

    def _texts(self) -> None:
        texts = self._drafted.texts
        for stage, key in (("priority", "plan_link"), ("action", "theory")):
            if key in texts:
                values = values_of(self._cycle, stage)
                values[key] = texts[key]
                self._put(stage, values)
        follows = texts.get("follows", "")
        if follows in self._names and follows != self._named.name:
            values = values_of(self._cycle, "priority")
            values["follows"] = follows
            self._put("priority", values)
        elif follows:
            why = "is no cycle of this journal"
            self._keep("follows", f"Follows: {follows}", why)

    def _put(self, stage: str, values: dict[str, object]) -> None:
        self._journal = with_values(self._journal, self._cycle, stage, values)

    def _looks(self) -> None:
        ends = (self._drafted.days.get(key, "") for key in ("closed", "held"))
        days = (*ends, self._drafted.days.get("review_by", ""))
        ended = next((day for day in days if day and day <= self._today), "")
        entered = enter_looks(self._journal, self._named, ended, self._today)
        self._journal = entered.journal
        self.remarks += entered.remarks

    def _trial(self, trial: Trial) -> None:
        owner = trial.owner
        if owner:
            owner = member_of(self._journal, self._named.team, owner)
        plan = Plan(trial.what, owner or None, trial.due or None)
        edited = add_action(self._journal, self._cycle, plan)
        self._journal = edited.journal
        status = trial.status or ("done" if trial.done else "")
        if status in ("", "planned"):
            return
        values = values_of(self._cycle, "action")
        item = next(one for one in values["actions"] if one["id"] == edited.id)
        item["status"] = status
        item["done"] = trial.done or None if status == "done" else None
        self._put("action", values)

    def _review(self) -> None:
        drafted = self._drafted
        said = Lookback(
            outcome=drafted.texts.get("outcome"),
            changed=drafted.texts.get("changed"),
            learned=tuple(drafted.learned),
            next=drafted.texts.get("next"),
            share=drafted.texts.get("share"),
        )
        ended = self._ended()
        held = drafted.days.get("held") or ended or self._today
        if not said.says_nothing or drafted.days.get("held"):
            edited = review(self._journal, self._cycle, said, held)
            self._journal = edited.journal
        self._close(ended)

    def _ended(self) -> str:
        """Answer the day on which the cycle was over, '' where none is known."""
        drafted = self._drafted
        looks = [look.day for look in drafted.looks if look.role == "result"]
        days = [drafted.days.get("closed", ""), drafted.days.get("held", "")]
        days += [*sorted(looks)[-1:], drafted.days.get("review_by", "")]
        return next((day for day in days if day and day <= self._today), "")

    def _close(self, ended: str) -> None:
        status = self._drafted.texts.get("status", "")
        field = "closed" if "closed" in self._drafted.days else "status"
        if status == "dropped":
            why = "says dropped, which no cycle can be; it stays open"
            self._keep("status", "Status: dropped", why)
        if field == "status" and status != "done":
            return
        if not ended:
            later = self._drafted.days.get("closed", "")
            words = f"Closed: {later}" if later else "Status: done"
            when = "on a day that is still to come" if later else "but not since when"
            self._keep(field, words, f"says it is over, {when}; it stays open")
            return
        try:
            self._journal = close(self._journal, self._cycle, ended).journal
        except NotReadyToClose:
            why = (
                "says it is over, but a cycle closes with an outcome and one thing "
                "learned; it stays open"
            )
            self._keep(field, f"Closed: {ended}", why)

    def _keep(self, field: str, words: str, why: str) -> None:
        drafted = self._drafted
        drafted.note("", "", words)
        row = drafted.first.get(field, drafted.rows[0])
        self.remarks.append(Remark(Kind.KEPT, row, field, why))

    def _notes(self) -> None:
        several = len(self._drafted.trials) > 1
        for day, about, text in self._drafted.notes:
            words = f"{about}: {text}" if about and several else text
            on = day or self._named.opened
            self._journal = add_note(self._journal, self._cycle, words, on).journal

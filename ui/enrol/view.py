"""First use, on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from leader_app.domain.text import Text
from ui.core_text import together
from ui.enrol.alone_form import AloneForm
from ui.enrol.frame import CardPage
from ui.enrol.view_model import EnrolViewModel, Step, Wrong
from ui.kit.button import Button, Kind
from ui.kit.card import column, row
from ui.kit.field import Field, large_line
from ui.kit.label import Label
from ui.kit.progress import Progress
from ui.theme.tokens import Ink, Size, Space, Tone, Type


class EnrolPage(CardPage):
    """Address and token, then the bar of the first sync."""

    def __init__(self, model: EnrolViewModel) -> None:
        super().__init__()
        self._model = model
        self._address = Field(large_line())
        self._token = Field(large_line(fixed=True))
        self._name = Field(large_line())
        self._paste = Button("", Kind.PLAIN, icon="paste")
        self._alone = Button("", Kind.PLAIN)
        self._join = Button("", Kind.PRIMARY, height=Size.CONTROL_LARGE)
        self._bar = Progress()
        self._count = Label("", Type.BODY, Ink.SECONDARY)
        self._open = Button("", Kind.QUIET, icon="arrow-right", height=Size.CONTROL_LARGE)
        self._parts = QStackedWidget()
        self._parts.addWidget(self._make_form())
        self._parts.addWidget(self._make_fetching())
        self._alone_form = AloneForm(model)
        self._parts.addWidget(self._alone_form)
        self.form.addWidget(self._parts)
        self._alone.clicked.connect(self._begin_alone)
        self._paste.clicked.connect(self._paste_all)
        self._join.clicked.connect(self._present)
        self._open.clicked.connect(model.go_on)
        for field in (self._address, self._token, self._name):
            field.editor.returnPressed.connect(self._go_on)
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self._address.set_words(self.tr("Address of the centre"), example="https://…")
        self._token.set_words(
            self.tr("Enrolment token"), self.tr("Typed, pasted or scanned; it works once")
        )
        self._name.set_words(self.tr("Name of this counter"), example=self.tr("Such as: counter 2"))
        self._paste.set_words(self.tr("Paste invitation"))
        self._join.set_words(self.tr("Join"))
        self._alone.set_words(self.tr("Begin without a centre"))
        self._alone_form.retranslate()
        self._open.set_words(self.tr("Open now, fetch the rest meanwhile"))
        self._bar.setAccessibleName(self.tr("Progress of the first sync"))
        self._show()

    def take_focus(self) -> None:
        """Put the caret where typing begins."""
        self._address.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        model = self._model
        fetching = model.step in {Step.FETCHING, Step.DONE}
        alone = model.step in {Step.ALONE, Step.MAKING}
        self._parts.setCurrentIndex(1 if fetching else 2 if alone else 0)
        if fetching:
            self._show_fetching()
        elif alone:
            self._show_alone()
        else:
            self._show_form()
        error = (model.sync.problem, model.sync.hint) if fetching else _told(model)
        if error[0] is None:
            self.banner.hide()
        else:
            self.banner.tell(together(*error), Tone.WARN if fetching else Tone.BAD)

    def _show_form(self) -> None:
        model, asking = self._model, self._model.step is Step.ASKING
        self.heading.setText(self.tr("Make this computer a counter"))
        self.hint.set_words(self.tr("The centre gives you an address and a token for this point."))
        bad_address = self.tr("This is not an address") if Wrong.ADDRESS in model.wrong else ""
        bad_token = self.tr("The token is missing") if Wrong.TOKEN in model.wrong else ""
        self._address.set_wrong(bad_address)
        self._token.set_wrong(bad_token)
        self._join.setEnabled(not asking)
        self._join.set_words(self.tr("Asking the centre…") if asking else self.tr("Join"))

    def _show_alone(self) -> None:
        self.heading.setText(self.tr("Begin without a centre"))
        self.hint.set_words(
            self.tr("Everything is kept on this computer. Orders come from imports.")
        )
        self._alone_form.show_state()

    def _begin_alone(self) -> None:
        self._model.choose_alone(alone=True)
        self._alone_form.take_focus()

    def _show_fetching(self) -> None:
        sync, report = self._model.sync, self._model.report
        point = report.point_name if report is not None else ""
        self.heading.setText(self.tr("Fetching the orders of your point"))
        self.hint.set_words(point or self.tr("This is needed once and takes a few seconds."))
        self._bar.set_share(sync.pulled, sync.expected)
        self._bar.setAccessibleDescription(f"{sync.pulled} / {sync.expected}")
        if sync.expected:
            done, whole = f"{min(sync.pulled, sync.expected):,}", f"{sync.expected:,}"
            self._count.setText(self.tr("%1 of %2").replace("%1", done).replace("%2", whole))
        else:
            self._count.setText(self.tr("%n record(s)", "", sync.pulled) if sync.pulled else "")

    def _make_form(self) -> QWidget:
        part = QWidget()
        whole = column(self._address, self._token, self._name, spacing=Space.S)
        whole.addLayout(row(self._paste, self._alone, 0, self._join))
        part.setLayout(whole)
        return part

    def _make_fetching(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, Space.L, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._bar)
        layout.addWidget(self._count)
        layout.addStretch(1)
        layout.addLayout(row(0, self._open))
        return part

    def _go_on(self) -> None:
        """Enter: on to what is still empty, such as after the first line a scanner typed."""
        self._spread_typed()
        for field in (self._address, self._token):
            if not field.editor.text().strip() and not field.editor.hasFocus():
                field.editor.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self._present()

    def _present(self) -> None:
        self._spread_typed()
        fields = (self._address, self._token, self._name)
        self._model.present(*(field.editor.text() for field in fields))

    def _spread_typed(self) -> None:
        self._spread(self._address.editor.text())
        self._spread(self._token.editor.text())

    def _paste_all(self) -> None:
        self._spread(QApplication.clipboard().text())

    def _spread(self, text: str) -> None:
        url, token = self._model.understand(text)
        if url and token:
            self._address.editor.setText(url)
            self._token.editor.setText(token)


def _told(model: EnrolViewModel) -> tuple[Text | None, Text | None]:
    return (model.error.title, model.error.hint) if model.error else (None, None)

"""The notices page: today, writing, posters, the log, channels and rules."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from leader_app.domain.notice import Notice, NoticeState
from leader_app.domain.touch import Account, AccountKind
from leader_app.errors import LeaderError
from ui.core_text import together
from ui.kit.page import Page
from ui.kit.tabs import Tab, Tabs
from ui.kit.title import TitleLine
from ui.kit.words import moment
from ui.notices.account_view import AccountDrawer
from ui.notices.channels_view import ChannelsView
from ui.notices.compose_view import ComposeView
from ui.notices.log_view import LogView
from ui.notices.paste_view import PasteView
from ui.notices.poster_view import PosterStudio
from ui.notices.rules_view import RulesView
from ui.notices.today_view import TodayView
from ui.notices.view_model import NoticesViewModel
from ui.theme.tokens import Tone

TODAY, WRITE, POSTER = "today", "write", "poster"
LOG, CHANNELS, RULES = "log", "channels", "rules"
Part = TodayView | ComposeView | PosterStudio | LogView | ChannelsView | RulesView


class NoticesPage(Page):
    """Alt and a digit go to its parts; pasting takes the whole page while it lasts."""

    def __init__(self, view_model: NoticesViewModel) -> None:
        self.tabs = Tabs()
        super().__init__(TitleLine(tabs=self.tabs))
        self._model = view_model
        self.today, self.log = TodayView(view_model.today), LogView(view_model.log)
        self.write = ComposeView(view_model.compose, view_model.preview, view_model.people)
        self.poster = PosterStudio(view_model.poster)
        self.channels = ChannelsView(view_model.channels)
        self.rules = RulesView(view_model.rules)
        self.paste = PasteView(view_model.paste)
        self._parts: dict[str, Part] = {
            TODAY: self.today,
            WRITE: self.write,
            POSTER: self.poster,
            LOG: self.log,
            CHANNELS: self.channels,
            RULES: self.rules,
        }
        self._stack = QStackedWidget()
        for part in (*self._parts.values(), self.paste):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.account = AccountDrawer(view_model.account, self._stack)
        self._dropped: Notice | None = None
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word of the page again."""
        self.title.set_name(self.tr("Notices"))
        names = {
            TODAY: self.tr("Today"),
            WRITE: self.tr("Write"),
            POSTER: self.tr("Poster"),
            LOG: self.tr("Log"),
            CHANNELS: self.tr("Channels"),
            RULES: self.tr("Rules"),
        }
        tabs = [Tab(key, names[key], f"Alt+{at}") for at, key in enumerate(self._parts, 1)]
        self.tabs.set_tabs(tabs)
        for part in self._parts.values():
            part.retranslate()
        self.paste.retranslate()
        self.account.retranslate()

    def parts(self) -> list[str]:
        """Return the keys of the parts."""
        return list(self._parts)

    def show_part(self, key: str) -> None:
        """Show one part and put the keyboard there."""
        self.tabs.choose(key)
        self._stack.setCurrentWidget(self._parts[key])
        self._parts[key].take_focus()

    def take_focus(self) -> None:
        """Put the keyboard where work on the part in view begins."""
        if self._stack.currentWidget() is self.paste:
            self.paste.take_focus()
        else:
            self._parts[self.tabs.current()].take_focus()

    def write_draft(self, draft: Notice) -> None:
        """Go on with a draft."""
        self._model.compose.open(draft)
        self.show_part(WRITE)

    def show_card(self, notice_id: str) -> None:
        """Show a notice in the log."""
        self.show_part(LOG)
        self._model.log.open_card(notice_id)

    def _connect(self) -> None:
        model = self._model
        self.tabs.chosen.connect(self.show_part)
        model.today.draft_opened.connect(self.write_draft)
        model.today.write_wanted.connect(lambda: self.show_part(WRITE))
        model.today.card_wanted.connect(self.show_card)
        model.today.channel_wanted.connect(self._mend_channel)
        for one in (model.today, model.log):
            one.paste_wanted.connect(self._paste)
        model.paste.closed.connect(self._pasted)
        model.log.account_wanted.connect(model.account.open)
        self.write.account_wanted.connect(self._open_account)
        self.write.poster_wanted.connect(self._make_poster)
        model.poster.attach_wanted.connect(self._attach)
        compose = model.compose
        compose.failed.connect(self._tell)
        compose.sent.connect(self._sent)
        compose.dropped.connect(self._drop)
        compose.put_by.connect(self._put_by)
        self.toast.acted.connect(self._keep_again)

    def _mend_channel(self, channel_id: str) -> None:
        self.show_part(CHANNELS)
        self._model.channels.edit(channel_id)

    def _paste(self, notice_id: str) -> None:
        self._stack.setCurrentWidget(self.paste)
        self._model.paste.open(notice_id)
        self.paste.take_focus()

    def _pasted(self) -> None:
        self.show_part(self.tabs.current())

    def _open_account(self, member_id: str, name: str) -> None:
        self._model.account.open(Account(AccountKind.MEMBER, member_id), name)

    def _make_poster(self) -> None:
        draft = self._model.compose.draft
        if draft is not None:
            self._model.poster.open_draft(draft)
            self.show_part(POSTER)

    def _attach(self, picture: bytes) -> None:
        self._model.compose.attach(picture)
        self.show_part(WRITE)

    def _sent(self, notice: Notice, households: int) -> None:
        self.banner.hide()
        if notice.state is NoticeState.WAITING and notice.start_at is not None:
            at = moment(notice.start_at, self._model.now())
            said = self.tr("Goes out %1 to %n household(s)", "", households).replace("%1", at)
        else:
            said = self.tr("On its way to %n household(s)", "", households)
        self._dropped = None
        self.toast.tell(said, Tone.OK)
        self.show_card(notice.notice_id)

    def _put_by(self) -> None:
        self._dropped = None
        self.toast.tell(self.tr("Kept: it stands under Today"), Tone.OK)
        self.take_focus()

    def _drop(self, draft: Notice) -> None:
        self._dropped = draft
        self.toast.tell(self.tr("Draft dropped"), Tone.NEUTRAL, self.tr("Undo"))
        self.take_focus()

    def _keep_again(self) -> None:
        draft, self._dropped = self._dropped, None
        if draft is not None:
            self.toast.dismiss()
            self._model.compose.restore(draft)
            self.show_part(WRITE)

    def _tell(self, error: LeaderError) -> None:
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

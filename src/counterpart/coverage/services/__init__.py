"""The use-cases of coverage."""

from counterpart.coverage.services.coverage_history import correct_histories, history_problems
from counterpart.coverage.services.covering import CoveredLater, cover_accounts
from counterpart.coverage.services.entries import (
    EntryAhead,
    FromTheLedger,
    change_entry,
    log_entry,
    log_many,
    remove_entry,
)
from counterpart.coverage.services.fits import FIT, fit_in_background, fit_responses
from counterpart.coverage.services.models import (
    ModelInUse,
    ModelNameTaken,
    TooFewPeople,
    change_model,
    create_model,
    remove_model,
    remove_terms,
    set_terms,
)
from counterpart.coverage.services.rates import remove_rate, set_rate, set_standard, set_usual
from counterpart.coverage.services.ready_made import READY_MADE, take_ready_made
from counterpart.coverage.services.responses import (
    Answers,
    JudgementMakesNoSense,
    judge_response,
    judgement_of,
    set_potential,
    withdraw_judgement,
)
from counterpart.coverage.services.results import (
    WORK_OUT,
    WorkedOut,
    work_out_in_background,
    work_out_results,
)
from counterpart.coverage.services.scoring import (
    CriterionFacts,
    CriterionTwice,
    WeightsDoNotAddUp,
    rate_account,
    save_card,
    scorecard_in_use,
    take_ready_made_card,
    work_out_scores,
)
from counterpart.coverage.services.spans import ToldCoverage

__all__ = [
    "FIT",
    "READY_MADE",
    "WORK_OUT",
    "Answers",
    "CoveredLater",
    "CriterionFacts",
    "CriterionTwice",
    "EntryAhead",
    "FromTheLedger",
    "JudgementMakesNoSense",
    "ModelInUse",
    "ModelNameTaken",
    "ToldCoverage",
    "TooFewPeople",
    "WeightsDoNotAddUp",
    "WorkedOut",
    "change_entry",
    "change_model",
    "correct_histories",
    "cover_accounts",
    "create_model",
    "fit_in_background",
    "fit_responses",
    "history_problems",
    "judge_response",
    "judgement_of",
    "log_entry",
    "log_many",
    "rate_account",
    "remove_entry",
    "remove_model",
    "remove_rate",
    "remove_terms",
    "save_card",
    "scorecard_in_use",
    "set_potential",
    "set_rate",
    "set_standard",
    "set_terms",
    "set_usual",
    "take_ready_made",
    "take_ready_made_card",
    "withdraw_judgement",
    "work_out_in_background",
    "work_out_results",
    "work_out_scores",
]

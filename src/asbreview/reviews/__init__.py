"""Every command a caseworker can give, a module per subject."""

from asbreview.reviews.case import Case
from asbreview.reviews.case_reviews import CaseReviews

__all__ = ["Case", "CaseReviews"]

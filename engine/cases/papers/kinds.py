"""What papers there are in a connection, from application to archive (the station's own list)."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """What a paper is to the case."""

    APPLICATION = "application"
    IDENTITY = "identity"
    PROPERTY_PROOF = "property-proof"
    EQUIPMENT_LIST = "equipment-list"
    PROJECT_APPROVAL = "project-approval"
    AUTHORISATION = "authorisation"
    SURVEY_SHEET = "survey-sheet"
    REPLY_LETTER = "reply-letter"
    DESIGN_PAPERS = "design-papers"
    DESIGN_REVIEW = "design-review"
    INTERMEDIATE_INSPECTION = "intermediate-inspection"
    COMPLETION_REPORT = "completion-report"
    TEST_REPORT = "test-report"
    ACCEPTANCE_SHEET = "acceptance-sheet"
    RECTIFICATION_NOTICE = "rectification-notice"
    SUPPLY_CONTRACT = "supply-contract"
    ARCHIVE_LIST = "archive-list"
    OTHER = "other"

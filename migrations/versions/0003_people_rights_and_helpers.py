"""People rights and helpers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ASKED_BY = ("conference_id", "edition_id", "family_id", "membership_id")


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "emergency_openings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("council", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.String(length=26), nullable=True),
        sa.Column("review", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_emergency_openings_family_id_families")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_emergency_openings_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["people.id"], name=op.f("fk_emergency_openings_reviewed_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_openings")),
    )
    with op.batch_alter_table("emergency_openings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_emergency_openings_council"), ["council"], unique=False)
        batch_op.create_index(batch_op.f("ix_emergency_openings_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_emergency_openings_person_id"), ["person_id"], unique=False)

    op.create_table(
        "trusted_browsers",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_trusted_browsers_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_browsers")),
        sa.UniqueConstraint("digest", name=op.f("uq_trusted_browsers_digest")),
    )
    with op.batch_alter_table("trusted_browsers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trusted_browsers_person_id"), ["person_id"], unique=False)

    op.create_table(
        "company_answers",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("membership_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_company_answers_family_id_families")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_company_answers_membership_id_memberships")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_answers")),
    )
    with op.batch_alter_table("company_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_answers_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_company_answers_membership_id"), ["membership_id"], unique=False)

    op.create_table(
        "corrections",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("membership_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("own_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("professionals_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["people.id"], name=op.f("fk_corrections_answered_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_corrections_family_id_families")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_corrections_membership_id_memberships")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrections_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_corrections_membership_id"), ["membership_id"], unique=False)

    op.create_table(
        "calls",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("membership_id", sa.String(length=26), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_beside", sa.Boolean(), nullable=False),
        sa.Column("own_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("professionals_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_calls_family_id_families")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_calls_membership_id_memberships")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calls_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calls_membership_id"), ["membership_id"], unique=False)

    op.create_table(
        "call_acts",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acted_by", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(["acted_by"], ["people.id"], name=op.f("fk_call_acts_acted_by_people")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_acts_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_acts")),
    )
    with op.batch_alter_table("call_acts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_acts_call_id"), ["call_id"], unique=False)

    op.create_table(
        "case_closings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("decided_by", sa.String(length=26), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_case_closings_decided_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_case_closings_family_id_families")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_closings")),
    )
    with op.batch_alter_table("case_closings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_closings_family_id"), ["family_id"], unique=False)

    op.create_table(
        "needs",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("membership_id", sa.String(length=26), nullable=False),
        sa.Column("from_number", sa.Integer(), nullable=False),
        sa.Column("until_number", sa.Integer(), nullable=True),
        sa.Column("own_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("professionals_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=26), nullable=True),
        sa.Column("answer_own_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answer_professionals_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_needs_answered_by_people")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_needs_family_id_families")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_needs_membership_id_memberships")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs")),
    )
    with op.batch_alter_table("needs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_needs_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_needs_membership_id"), ["membership_id"], unique=False)

    op.create_table(
        "needs_sent",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("membership_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_beside", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_needs_sent_family_id_families")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_needs_sent_membership_id_memberships")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_sent")),
        sa.UniqueConstraint("membership_id", "number", name=op.f("uq_needs_sent_membership_id_number")),
    )
    with op.batch_alter_table("needs_sent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_needs_sent_family_id"), ["family_id"], unique=False)

    op.create_table(
        "exclusions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("conference_id", sa.String(length=26), nullable=False),
        sa.Column("membership_id", sa.String(length=26), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("own_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("professionals_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("hides_place", sa.Boolean(), nullable=False),
        sa.Column("hides_time", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=26), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withheld_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conferences.id"], name=op.f("fk_exclusions_conference_id_conferences")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_exclusions_decided_by_people")),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_exclusions_family_id_families")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_exclusions_membership_id_memberships")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusions")),
    )
    with op.batch_alter_table("exclusions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusions_family_id"), ["family_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exclusions_membership_id"), ["membership_id"], unique=False)

    op.create_table(
        "helpings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("for_membership_id", sa.String(length=26), nullable=False),
        sa.Column("helper_membership_id", sa.String(length=26), nullable=True),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("own_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("professionals_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("helped_name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consent", sa.String(length=20), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consent_by", sa.String(length=26), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("reports_allowed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reports_allowed_by", sa.String(length=26), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=26), nullable=True),
        sa.ForeignKeyConstraint(["consent_by"], ["people.id"], name=op.f("fk_helpings_consent_by_people")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_helpings_decided_by_people")),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_helpings_ended_by_people")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_helpings_family_id_families")),
        sa.ForeignKeyConstraint(
            ["for_membership_id"], ["memberships.id"], name=op.f("fk_helpings_for_membership_id_memberships")
        ),
        sa.ForeignKeyConstraint(
            ["helper_membership_id"],
            ["memberships.id"],
            name=op.f("fk_helpings_helper_membership_id_memberships"),
        ),
        sa.ForeignKeyConstraint(
            ["reports_allowed_by"], ["people.id"], name=op.f("fk_helpings_reports_allowed_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helpings")),
    )
    with op.batch_alter_table("helpings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_helpings_family_id"), ["family_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_helpings_for_membership_id"), ["for_membership_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_helpings_helper_membership_id"), ["helper_membership_id"], unique=False
        )

    op.create_table(
        "openings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("membership_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_openings_membership_id_memberships")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_openings_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
    )
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_openings_membership_id"), ["membership_id"], unique=False)
        batch_op.create_index("ix_openings_subject", ["kind", "subject_id"], unique=False)

    op.create_table(
        "grants",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("helping_id", sa.String(length=26), nullable=False),
        sa.Column("permission", sa.String(length=40), nullable=False),
        sa.Column("child_id", sa.String(length=26), nullable=True),
        sa.Column("thing_id", sa.String(length=26), nullable=True),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(length=26), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_grants_child_id_children")),
        sa.ForeignKeyConstraint(["given_by"], ["people.id"], name=op.f("fk_grants_given_by_people")),
        sa.ForeignKeyConstraint(["helping_id"], ["helpings.id"], name=op.f("fk_grants_helping_id_helpings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grants_helping_id"), ["helping_id"], unique=False)

    op.create_table(
        "suggestions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("helping_id", sa.String(length=26), nullable=False),
        sa.Column("for_membership_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("helper_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("owner_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["for_membership_id"],
            ["memberships.id"],
            name=op.f("fk_suggestions_for_membership_id_memberships"),
        ),
        sa.ForeignKeyConstraint(
            ["helping_id"], ["helpings.id"], name=op.f("fk_suggestions_helping_id_helpings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        sa.UniqueConstraint("helping_id", "kind", "about", name=op.f("uq_suggestions_helping_id_kind_about")),
    )
    with op.batch_alter_table("suggestions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suggestions_for_membership_id"), ["for_membership_id"], unique=False
        )

    op.create_table(
        "breaches",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("council", sa.String(length=60), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("reference", sa.String(length=11), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("membership_id", sa.String(length=26), nullable=True),
        sa.Column("thing_id", sa.String(length=26), nullable=True),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by_id", sa.String(length=26), nullable=True),
        sa.Column("acted_by_id", sa.String(length=26), nullable=True),
        sa.Column("agreed_by_id", sa.String(length=26), nullable=True),
        sa.Column("submission_key", sa.String(length=32), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_breaches_family_id_families")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_breaches_membership_id_memberships")
        ),
        sa.ForeignKeyConstraint(["begun_by_id"], ["people.id"], name=op.f("fk_breaches_begun_by_id_people")),
        sa.ForeignKeyConstraint(["acted_by_id"], ["people.id"], name=op.f("fk_breaches_acted_by_id_people")),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["people.id"], name=op.f("fk_breaches_agreed_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breaches")),
        sa.UniqueConstraint("reference", name=op.f("uq_breaches_reference")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_breaches_submission_key")),
    )
    with op.batch_alter_table("breaches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breaches_council"), ["council"], unique=False)
        batch_op.create_index(batch_op.f("ix_breaches_family_id"), ["family_id"], unique=False)

    op.create_table(
        "breach_entries",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("breach_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.String(length=26), nullable=False),
        sa.Column("submission_key", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["breach_id"], ["breaches.id"], name=op.f("fk_breach_entries_breach_id_breaches")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["people.id"], name=op.f("fk_breach_entries_written_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach_entries")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_breach_entries_submission_key")),
    )
    with op.batch_alter_table("breach_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_breach_entries_breach_id"), ["breach_id"], unique=False)

    op.create_table(
        "report_askings",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition_id", sa.String(length=26), nullable=False),
        sa.Column("conference_id", sa.String(length=26), nullable=False),
        sa.Column("membership_id", sa.String(length=26), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("own_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("professionals_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("is_beside", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.String(length=26), nullable=True),
        sa.Column("answered_by_role", sa.String(length=30), nullable=True),
        sa.Column("own_answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["people.id"], name=op.f("fk_report_askings_answered_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conferences.id"], name=op.f("fk_report_askings_conference_id_conferences")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["report_editions.id"], name=op.f("fk_report_askings_edition_id_report_editions")
        ),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_report_askings_family_id_families")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["memberships.id"], name=op.f("fk_report_askings_membership_id_memberships")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_askings")),
    )
    with op.batch_alter_table("report_askings", schema=None) as batch_op:
        for column in ASKED_BY:
            batch_op.create_index(batch_op.f(f"ix_report_askings_{column}"), [column], unique=False)

    op.create_table(
        "expected_reports",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("conference_id", sa.String(length=26), nullable=False),
        sa.Column("author", sa.String(length=20), nullable=False),
        sa.Column("marked_by_id", sa.String(length=26), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conferences.id"], name=op.f("fk_expected_reports_conference_id_conferences")
        ),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_expected_reports_family_id_families")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["people.id"], name=op.f("fk_expected_reports_marked_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected_reports")),
    )
    with op.batch_alter_table("expected_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expected_reports_family_id"), ["family_id"], unique=False)
        batch_op.create_index(
            "uq_expected_reports_live",
            ["conference_id", "author"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "conference_moves",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("family_id", sa.String(length=26), nullable=False),
        sa.Column("conference_id", sa.String(length=26), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by_id", sa.String(length=26), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conferences.id"], name=op.f("fk_conference_moves_conference_id_conferences")
        ),
        sa.ForeignKeyConstraint(
            ["family_id"], ["families.id"], name=op.f("fk_conference_moves_family_id_families")
        ),
        sa.ForeignKeyConstraint(
            ["moved_by_id"], ["people.id"], name=op.f("fk_conference_moves_moved_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_moves")),
    )
    with op.batch_alter_table("conference_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conference_moves_conference_id"), ["conference_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conference_moves_family_id"), ["family_id"], unique=False)

    op.add_column("company_answers", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("company_answers", sa.Column("seen_by_id", sa.String(length=26), nullable=True))

    op.add_column("families", sa.Column("bereaved_at", sa.DateTime(timezone=True), nullable=True))

    op.add_column("memberships", sa.Column("given_by", sa.String(length=26), nullable=True))
    op.add_column("memberships", sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("memberships", sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("memberships", sa.Column("closing_id", sa.String(length=26), nullable=True))

    op.add_column("people", sa.Column("former_contact_index", sa.LargeBinary(), nullable=True))
    op.add_column("people", sa.Column("contact_stopped_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("people", sa.Column("contact_stopped_why", sa.String(length=20), nullable=True))
    op.add_column("people", 
            sa.Column("is_under_18", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    op.add_column("sign_in_sessions", sa.Column("beside_id", sa.String(length=26), nullable=True))

    op.add_column(
        "preparations", sa.Column("is_beside", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "written_views", sa.Column("is_beside", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "report_replies", sa.Column("is_late", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "report_replies", sa.Column("is_beside", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "complaints", sa.Column("is_beside", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("complaints", sa.Column("stop_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("complaints", sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))

    op.create_table(
        "complaint_stops",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("complaint_id", sa.String(length=26), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_beside", sa.Boolean(), nullable=False),
        sa.Column("own_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("officer_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=26), nullable=True),
        sa.Column("answer_own_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answer_officer_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_stops_complaint_id_complaints")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_complaint_stops_decided_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_stops")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_complaint_stops_submission_key")),
    )
    with op.batch_alter_table("complaint_stops", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_complaint_stops_complaint_id"), ["complaint_id"], unique=False
        )



def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("complaint_stops", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaint_stops_complaint_id"))

    op.drop_table("complaint_stops")
    op.drop_column("complaints", "stopped_at")
    op.drop_column("complaints", "stop_asked_at")
    op.drop_column("complaints", "is_beside")
    op.drop_column("report_replies", "is_beside")
    op.drop_column("report_replies", "is_late")
    op.drop_column("written_views", "is_beside")
    op.drop_column("preparations", "is_beside")

    op.drop_column("sign_in_sessions", "beside_id")

    op.drop_column("people", "is_under_18")
    op.drop_column("people", "contact_stopped_why")
    op.drop_column("people", "contact_stopped_at")
    op.drop_column("people", "former_contact_index")

    op.drop_column("memberships", "closing_id")
    op.drop_column("memberships", "closes_at")
    op.drop_column("memberships", "welcomed_at")
    op.drop_column("memberships", "given_by")

    op.drop_column("families", "bereaved_at")

    op.drop_column("company_answers", "seen_by_id")
    op.drop_column("company_answers", "seen_at")

    with op.batch_alter_table("breach_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_breach_entries_breach_id"))

    op.drop_table("breach_entries")
    with op.batch_alter_table("breaches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_breaches_family_id"))
        batch_op.drop_index(batch_op.f("ix_breaches_council"))

    op.drop_table("breaches")

    with op.batch_alter_table("conference_moves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conference_moves_family_id"))
        batch_op.drop_index(batch_op.f("ix_conference_moves_conference_id"))

    op.drop_table("conference_moves")
    with op.batch_alter_table("expected_reports", schema=None) as batch_op:
        batch_op.drop_index("uq_expected_reports_live")
        batch_op.drop_index(batch_op.f("ix_expected_reports_family_id"))

    op.drop_table("expected_reports")
    with op.batch_alter_table("report_askings", schema=None) as batch_op:
        for column in ASKED_BY:
            batch_op.drop_index(batch_op.f(f"ix_report_askings_{column}"))

    op.drop_table("report_askings")
    with op.batch_alter_table("suggestions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestions_for_membership_id"))

    op.drop_table("suggestions")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grants_helping_id"))

    op.drop_table("grants")
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.drop_index("ix_openings_subject")
        batch_op.drop_index(batch_op.f("ix_openings_membership_id"))

    op.drop_table("openings")
    with op.batch_alter_table("helpings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_helpings_helper_membership_id"))
        batch_op.drop_index(batch_op.f("ix_helpings_for_membership_id"))
        batch_op.drop_index(batch_op.f("ix_helpings_family_id"))

    op.drop_table("helpings")
    with op.batch_alter_table("exclusions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exclusions_membership_id"))
        batch_op.drop_index(batch_op.f("ix_exclusions_family_id"))

    op.drop_table("exclusions")
    with op.batch_alter_table("call_acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_acts_call_id"))

    op.drop_table("call_acts")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calls_membership_id"))
        batch_op.drop_index(batch_op.f("ix_calls_family_id"))

    op.drop_table("calls")
    with op.batch_alter_table("needs_sent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_needs_sent_family_id"))

    op.drop_table("needs_sent")
    with op.batch_alter_table("case_closings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_closings_family_id"))

    op.drop_table("case_closings")
    with op.batch_alter_table("needs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_needs_membership_id"))
        batch_op.drop_index(batch_op.f("ix_needs_family_id"))

    op.drop_table("needs")
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrections_membership_id"))
        batch_op.drop_index(batch_op.f("ix_corrections_family_id"))

    op.drop_table("corrections")
    with op.batch_alter_table("company_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_answers_membership_id"))
        batch_op.drop_index(batch_op.f("ix_company_answers_family_id"))

    op.drop_table("company_answers")
    with op.batch_alter_table("trusted_browsers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trusted_browsers_person_id"))

    op.drop_table("trusted_browsers")
    with op.batch_alter_table("emergency_openings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_emergency_openings_person_id"))
        batch_op.drop_index(batch_op.f("ix_emergency_openings_family_id"))
        batch_op.drop_index(batch_op.f("ix_emergency_openings_council"))

    op.drop_table("emergency_openings")

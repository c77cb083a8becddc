"""Types and roles of other event corpora, as far as PLOVER has a counterpart."""

from __future__ import annotations

#: FrameNet types of GENEVA.
GENEVA_TYPES: dict[str, tuple[str, ...]] = {
    "Hostile_encounter": ("ASSAULT",),
    "Attack": ("ASSAULT",),
    "Killing": ("ASSAULT",),
    "Terrorism": ("ASSAULT",),
    "Destroying": ("ASSAULT",),
    "Bodily_harm": ("ASSAULT",),
    "Conquering": ("COERCE", "ASSAULT"),
    "Arrest": ("COERCE",),
    "Request": ("REQUEST",),
    "Judgment_communication": ("ACCUSE", "SUPPORT"),
    "Sign_agreement": ("AGREE",),
    "Ratification": ("AGREE",),
    "Protest": ("PROTEST",),
    "Assistance": ("AID", "COOPERATE", "SUPPORT"),
    "Supply": ("AID", "COOPERATE"),
    "Giving": ("AID", "COOPERATE"),
    "Collaboration": ("COOPERATE",),
    "Commitment": ("AGREE", "THREATEN"),
    "Criminal_investigation": ("ACCUSE",),
    "Supporting": ("SUPPORT", "AID"),
}
GENEVA_ROLES: dict[str, str] = {
    **dict.fromkeys(
        ("Agent", "Assailant", "Killer", "Terrorist", "Authorities", "Helper", "Supplier", "Donor", "Speaker",
         "Communicator", "Conqueror", "Destroyer", "Signatory", "Protester", "Partners", "Side_1", "Investigator"),
        "actor",
    ),
    **dict.fromkeys(
        ("Victim", "Suspect", "Addressee", "Evaluee", "Recipient", "Benefited_party", "Patient", "Side_2"), "recipient"
    ),
    "Place": "place",
    "Location": "place",
    "Time": "time",
}  # fmt: skip
#: Types of RAMS by their beginning; the longest that fits counts.
_RAMS_TYPES: dict[str, tuple[str, ...]] = {
    "life.die.deathcausedbyviolentevents": ("ASSAULT",),
    "life.injure.injurycausedbyviolentevents": ("ASSAULT",),
    "conflict.attack": ("ASSAULT",),
    "conflict.attack.invade": ("ASSAULT", "COERCE"),
    "conflict.attack.stealrobhijack": ("COERCE", "ASSAULT"),
    "conflict.demonstrate": ("PROTEST",),
    "conflict.yield": ("RETREAT", "CONCEDE"),
    "contact.discussion.meet": ("CONSULT",),
    "contact.negotiate": ("CONSULT",),
    "contact.collaborate": ("COOPERATE", "CONSULT"),
    "contact.requestadvise": ("REQUEST",),
    "contact.commandorder": ("REQUEST",),
    "contact.threatencoerce": ("THREATEN", "COERCE"),
    "transaction.transaction.embargosanction": ("SANCTION",),
    "transaction.transferownership.embargosanction": ("SANCTION",),
    "transaction.transfermoney.embargosanction": ("SANCTION",),
    "transaction.transfermoney.giftgrantprovideaid": ("AID",),
    "transaction.transferownership.giftgrantprovideaid": ("AID",),
    "transaction.transaction.giftgrantprovideaid": ("AID",),
    "movement.transportperson.evacuationrescue": ("AID",),
    "movement.transportartifact.sendsupplyexport": ("AID", "COOPERATE", "MOBILIZE"),
    "justice.arrestjaildetain": ("COERCE",),
    "justice.investigate": ("ACCUSE",),
    "justice.initiatejudicialprocess": ("ACCUSE",),
    "justice.judicialconsequences.convict": ("SANCTION", "COERCE"),
    "justice.judicialconsequences.execute": ("ASSAULT",),
    "government.agreements.acceptagreementcontractceasefire": ("AGREE",),
    "government.agreements.n/a": ("AGREE",),
    "government.agreements.violateagreement": ("REJECT",),
    "artifactexistence.damagedestroy": ("ASSAULT",),
}
RAMS_ROLES: dict[str, str] = {
    **dict.fromkeys(
        ("attacker", "killer", "injurer", "giver", "communicator", "participant", "jailer", "destroyer", "demonstrator",
         "investigator", "prosecutor", "yielder", "surrenderer", "retreater", "damagerdestroyer", "damager",
         "preventer", "executioner", "violator", "transporter"),
        "actor",
    ),
    **dict.fromkeys(("target", "victim", "recipient", "detainee", "defendant", "beneficiary"), "recipient"),
    "place": "place",
}  # fmt: skip


def rams_types(name: str) -> tuple[str, ...]:
    """Return the PLOVER types a RAMS type may be; empty where there is no counterpart."""
    fitting = [begin for begin in _RAMS_TYPES if name.startswith(begin)]
    return _RAMS_TYPES[max(fitting, key=len)] if fitting else ()

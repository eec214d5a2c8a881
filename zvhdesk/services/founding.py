"""The first set-up written down: what a person answered becomes the rows of a new house."""

from dataclasses import replace

from zvhdesk.models.capture import CaptureSession
from zvhdesk.models.house import House
from zvhdesk.services import municipalities, regions
from zvhdesk.services.setup_answers import SetupAnswers


def found(session: CaptureSession, answers: SetupAnswers, user: str) -> None:
    """Write the house, its gemeenten, work areas, casustafels and first member, whose id is `user`."""
    chosen = replace(
        regions.preset(answers.region),
        name=answers.house_name,
        work_areas=answers.work_areas,
        gemeenten=tuple(g for g in municipalities.national() if g.code in answers.municipalities),
    )
    founder = regions.Founder(answers.user_name, answers.user_initials, answers.user_role)
    regions.establish(session, chosen, user, founder)
    house = session.query(House).one()
    house.process_manager_label = answers.process_manager_label

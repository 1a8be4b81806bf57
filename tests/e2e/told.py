"""What the people of a story say and write, each in her language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """What the people of a story say and write, in their language."""

    language: str

    def _said(self, english: str, french: str) -> str:
        return french if self.language == "fr" else english

    @property
    def group(self) -> str:
        return self._said("The harbour table", "La table du port")

    @property
    def in_common(self) -> str:
        return self._said("Founders, in business for less than three years", "Nos entreprises ont moins de trois ans")

    @property
    def subjects(self) -> tuple[str, str]:
        first = self._said("How to run my first year to be serene?", "Comment mener ma première année pour souffler ?")
        return first, self._said(
            "How to find ten customers to live from it?", "Comment trouver dix clients pour en vivre ?"
        )

    @property
    def question(self) -> str:
        return self._said(
            "How to decide with others to sleep well?", "Comment décider avec d’autres pour bien dormir ?"
        )

    @property
    def expectation(self) -> str:
        return self._said("As many ways as possible", "Autant de pistes que possible")

    @property
    def plan(self) -> tuple[tuple[str, str, str], ...]:
        """What is done, by when, and over which term."""
        return (
            (
                self._said("Call two former colleagues", "Appeler deux anciens collègues"),
                self._said("tomorrow", "demain"),
                "short",
            ),
            (
                self._said("Draw a calendar of the full weeks", "Dessiner le calendrier des semaines pleines"),
                self._said("by the end of the month", "d’ici la fin du mois"),
                "medium",
            ),
            (
                self._said("Open a customer file", "Ouvrir un fichier des clients"),
                self._said("in June", "en juin"),
                "long",
            ),
        )

    @property
    def bag(self) -> str:
        return self._said("Two mornings for the papers", "Deux matins pour les papiers")

    @property
    def learned(self) -> str:
        return self._said("To wait for the question behind the question", "Attendre la question derrière la question")

    @property
    def canaries(self) -> tuple[str, ...]:
        """What no letter may say."""
        return (*self.subjects, self.question, self.bag, self.learned, *(text for text, _, _ in self.plan))

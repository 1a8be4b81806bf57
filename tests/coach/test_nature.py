"""Signs of a subject's wording: wide, technical, or none; for the facilitator's prompts alone."""

import pytest

from besace.coach.nature import nature

WIDE = {
    "en": ["How to be happy in life?", "How can I find my purpose, to enjoy everything?", "How to grow my business"],
    "fr": [
        "Comment être plus heureuse dans la vie ?",
        "Comment changer les mentalités",
        "Comment donner du sens à ma vie ?",
    ],
    "es": [
        "¿Cómo ser más feliz en la vida?",
        "Cómo llegar a todo, para dormir tranquila",
        "¿Cómo encontrarle sentido a lo que hago?",
    ],
}
TECHNICAL = {
    "en": ["How to choose a CRM, so that we answer sooner?", "Which software for our VAT?", "How to configure Excel"],
    "fr": [
        "Comment choisir un logiciel de facturation ?",
        "Quel statut juridique pour démarrer ?",
        "Comment déduire la TVA",
    ],
    "es": [
        "¿Cómo elegir un programa de facturación?",
        "¿Qué herramienta para llevar las nóminas?",
        "Cómo deducir el IVA de la furgoneta",
    ],
}
NEITHER = {
    "en": [
        "How to say no to my brother when he calls on Sundays, to keep my rest?",
        "How can I grow my business with my sister, so that we both sleep?",
        "How to welcome apiarists' questions, to learn from them?",
        "",
    ],
    "fr": [
        "Comment dire non à mon frère le dimanche, pour garder du repos ?",
        "Comment mieux manager quand je débute, pour garder l’équipe ?",
        "Comment accueillir la rapidité des autres ?",
        "",
    ],
    "es": [
        "¿Cómo decir que no a mi hermano los domingos, para guardar mi descanso?",
        "¿Cómo hacer crecer mi negocio con mi socia, para que durmamos las dos?",
        "¿Cómo acoger el ritmo privado de cada una?",
        "",
    ],
}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_plain_words_give_their_sign_and_others_none(language):
    assert [nature(language, one) for one in WIDE[language]] == [("wide",)] * 3
    assert [nature(language, one) for one in TECHNICAL[language]] == [("technical",)] * 3
    assert [nature(language, one) for one in NEITHER[language]] == [()] * 4


def test_apostrophes_accents_and_case_make_no_difference():
    assert (
        nature("fr", "COMMENT DÉVELOPPER TOUTE L’ÉQUIPE")
        == nature("fr", "comment developper toute l'equipe")
        == ("wide",)
    )
    assert nature("es", "CÓMO GESTIONAR MI TIEMPO") == nature("es", "como gestionar mi tiempo") == ("wide",)


def test_a_language_without_signs_and_a_text_without_end_are_no_trouble():
    assert nature("xx", "everything") == ()
    assert nature("en", "a " * 100_000 + "everything") == ()

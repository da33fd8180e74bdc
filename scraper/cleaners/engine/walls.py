"""Lines that say for whom a text is: "This article is exclusive to Courier Plus subscribers"."""

# The owner's name stands between the words, so a list of phrases cannot do it. Only what a site publishes may be the
# subject: a country is a member of a union, and a club is only open to members.
WALL_LINE = (
    r"(?:this|the) (?:article|story|content|post|page|report|video|episode|feature|edition|column|interview|podcast)"
    r" is (?:exclusive(?:ly)?|only|reserved|available)\b.{0,40}\b(?:subscribers|members|readers)\b.*"
    r"|dies\w{1,2} (?:artikel|beitrag|text|inhalt|bericht|folge|ausgabe|recherche|video|podcast|interview|seite)"
    r" ist (?:nur|exklusiv|ausschließlich|.{0,10}vorbehalten)\b.{0,40}\b(?:abonnent|mitglied|plus-?leser)\w*\b.*"
    r"|cet(?:te)? (?:article|contenu|texte|enquête|reportage|vidéo|podcast|dossier|page|édition|entretien)"
    r" est (?:réservé|exclusi)\w*\b.{0,30}\b(?:abonné|membre|adhérent)\w*\b.*"
    r"|est[ea] (?:artículo|contenido|noticia|nota|reportaje|texto|v[ií]deo|episodio|información|página)"
    r" es (?:exclusiv[oa]|s[oó]lo|para)\b.{0,30}\b(?:suscriptor|socio|miembro)\w*\b.*"
    r"|est[ea] (?:artigo|conteúdo|notícia|matéria|reportagem|texto|vídeo|página|edição|coluna)"
    r" é (?:exclusiv[oa]|só|apenas|para)\b.{0,30}\b(?:assinante|membro|subscritor)\w*\b.*"
    r"|quest[oa] (?:articolo|contenuto|notizia|testo|video|pagina|inchiesta|intervista|podcast)"
    r" è (?:riservat[oa]|esclusiv[oa]|solo)\b.{0,30}\b(?:abbonat|iscritt|soc)\w*\b.*"
    r"|(?:dit|deze) (?:artikel|verhaal|inhoud|video|bericht|podcast|aflevering|pagina)"
    r" is (?:exclusief|alleen)\b.{0,30}\b(?:abonnees|leden)\b.*"
)

"""The credit is taken off the caption in every form it is printed in, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.normaliser.pictures.credits import bare_credit, split_credit

# text, caption, credit
STRIPPED = [
    ("The leader watches a test in this photo from the news agency. (KCNA)", "...", "KCNA"),
    ("A ferry leaves the harbour. Photo: Jane Doe", "...", "Jane Doe"),
    (
        "Le ministre, le 27 octobre à Lille (Photo Jeanne Dupont. AFP)",
        "Le ministre, le 27 octobre à Lille",
        "Jeanne Dupont. AFP",
    ),
    ("The mayor (left) opens the bridge. AFP", "The mayor (left) opens the bridge.", "AFP"),
    ("A ferry leaves the harbour. Photo by Jane Doe/AP", "...", "Jane Doe/AP"),
    ("A ferry leaves the harbour. PHOTO BY JANE DOE", "...", "JANE DOE"),
    ("A ferry leaves the harbour. Photograph: Jane Doe/Reuters", "...", "Jane Doe/Reuters"),
    ("A ferry leaves the harbour.Photograph by Jane Doe", "A ferry leaves the harbour.", "Jane Doe"),
    ("A ferry leaves the harbour | Credit: Jane Doe", "...", "Jane Doe"),
    ("A ferry leaves the harbour (Image: Jane Doe via Getty Images)", "...", "Jane Doe via Getty Images"),
    ("A ferry leaves the harbour. Jane Doe/AP", "...", "Jane Doe/AP"),
    ("A ferry leaves the harbour AP Photo/Jane Doe", "...", "AP Photo/Jane Doe"),
    ("A ferry leaves the harbour, Tuesday, May 5, 2020. (AP Photo/Jane Doe, File)", "...", "AP Photo/Jane Doe, File"),
    ("The mayor in Trenton, N.J., on Tuesday. (AP Photo/J. Scott Doe)", "...", "AP Photo/J. Scott Doe"),
    ("A ferry leaves the harbour. Getty Images", "...", "Getty Images"),
    ("A ferry leaves the harbour. — © BELGA", "...", "BELGA"),
    ("A ferry leaves the harbour © 2024 Jane Doe", "...", "Jane Doe"),
    ("Workers on strike in Ohio. (Courtesy of Jane Doe)", "...", "Jane Doe"),
    ("Workers on strike in Ohio. Photo courtesy of Jane Doe", "...", "Jane Doe"),
    ("A ferry leaves the harbour / Jane Doe", "...", "Jane Doe"),
    ("A ferry leaves the harbour.\nImage: Jane Doe/GCIS", "...", "Jane Doe/GCIS"),
    ("Image source, Getty Images", "", "Getty Images"),
    ("A ferry leaves the harbour. Credit... Jane Doe for The Harbour Post", "...", "Jane Doe for The Harbour Post"),
    ("A ferry leaves the harbour. Credit…Jane Doe", "...", "Jane Doe"),
    ("Jane Doe/AP", "", "Jane Doe/AP"),
    ("Die Fähre verlässt den Hafen. Foto: Jane Doe/dpa", "...", "Jane Doe/dpa"),
    ("Die Fähre verlässt den Hafen (Foto: Jane Doe)", "...", "Jane Doe"),
    ("Die Fähre verlässt den Hafen. Bild: picture alliance / dpa", "...", "picture alliance / dpa"),
    ("Die Fähre verlässt den Hafen. Bildrechte: WDR/Jane Doe", "...", "WDR/Jane Doe"),
    ("Die Fähre verlässt den Hafen. © picture alliance | Foto Doe", "...", "picture alliance | Foto Doe"),
    ("Anna Eins (CDU) und Bert Zwei (SPD)Quelle: Jane Doe/dpa", "Anna Eins (CDU) und Bert Zwei (SPD)", "Jane Doe/dpa"),
    ("Le ferry quitte le port. Crédit photo : Jane Doe", "...", "Jane Doe"),
    ("Le ferry quitte le port, le 12 juillet 2023. JANE DOE / AFP", "...", "JANE DOE / AFP"),
    ("El barco sale del puerto. EFE/ J.J. Doe", "...", "EFE/ J.J. Doe"),
    ("El barco sale del puerto.AFP", "El barco sale del puerto.", "AFP"),
    ("El barco sale del puerto.Foto: Jane Doe (REUTERS)", "El barco sale del puerto.", "Jane Doe (REUTERS)"),
    ("O barco deixa o porto (Foto: Jane Doe/Divulgação)", "...", "Jane Doe/Divulgação"),
    ("Il traghetto lascia il porto – ANSA", "...", "ANSA"),
    ("De veerboot verlaat de haven. Foto: Jane Doe", "...", "Jane Doe"),
    ("Färjan lämnar hamnen. Foto: Jane Doe/TT", "...", "Jane Doe/TT"),
    ("Færgen forlader havnen. Foto: Jane Doe/Ritzau Scanpix", "...", "Jane Doe/Ritzau Scanpix"),
    ("Fergen forlater havnen. Foto: Jane Doe / NTB", "...", "Jane Doe / NTB"),
    ("Lautta lähtee satamasta. Kuva: Jane Doe / Lehtikuva", "...", "Jane Doe / Lehtikuva"),
    ("Prom wypływa z portu. Fot. Jane Doe / PAP", "...", "Jane Doe / PAP"),
    ("Trajekt opouští přístav. Foto: Jane Doe, ČTK", "...", "Jane Doe, ČTK"),
    ("Паром выходит из порта. Фото: Анна Иванова / ТАСС", "...", "Анна Иванова / ТАСС"),
    ("Пором виходить з порту. Фото: Укрінформ", "...", "Укрінформ"),
    ("Feribot limandan ayrılıyor. Fotoğraf: Anadolu", "...", "Anadolu"),
    ("Το πλοίο φεύγει. Φωτογραφία: Eurokinissi", "...", "Eurokinissi"),
    ("العبارة تغادر الميناء (تصوير: رويترز)", "...", "رويترز"),
    ("המעבורת עוזבת את הנמל. צילום: יעל לוי, פלאש 90", "...", "יעל לוי, פלאש 90"),
    ("नाव बंदरगाह से निकली। फोटो: पीटीआई", "...", "पीटीआई"),
    ("港を出るフェリー。写真：山田太郎", "...", "山田太郎"),
    ("港を出るフェリー＝13日、東京で（山田太郎撮影）", "...", "山田太郎"),
    ("港を出るフェリー（Ｃ）共同通信社", "...", "共同通信社"),
    ("渡轮离开港口。图：新华社", "...", "新华社"),
    ("여객선이 항구를 떠나고 있다. (사진=연합뉴스)", "...", "연합뉴스"),
    ("여객선이 항구를 떠나고 있다. 홍길동 기자", "...", "홍길동 기자"),
    ("Kapal meninggalkan pelabuhan. (Foto: Antara)", "...", "Antara"),
    ("کشتی بندر را ترک می‌کند. عکس: رضا نیک‌روش", "...", "رضا نیک‌روش"),
    ("เรือข้ามฟากออกจากท่า (ภาพ: อรุณ แสงทอง)", "...", "อรุณ แสงทอง"),
    ("Chuyến phà rời bến. Ảnh: Nguyễn Văn An", "...", "Nguyễn Văn An"),
    ("A komp elhagyja a kikötőt. Fotó: Kiss Anna", "...", "Kiss Anna"),
    ("渡轮离开港口。晚报记者 李一鸣 摄", "...", "晚报记者 李一鸣"),
    ("A ferry leaves the harbour. Photo: its maker", "...", "its maker"),
    ("Пором виходить з порту. Фото: прес-служба порту", "...", "прес-служба порту"),
    ("A ferry leaves the harbour. (Aldmouth Museum)", "...", "Aldmouth Museum"),
    ("A ferry leaves the harbour. (Gazette photo by Jane Doe)", "...", "Jane Doe"),
    ("A ferry leaves the harbour | Jane Doe/PA Images via Getty Images", "...", "Jane Doe/PA Images via Getty Images"),
    ("All photos: Jane Doe", "", "Jane Doe"),
    ("The mayor fishes with his son on Sept. 7, 1993, in Mount Kisco, N.Y. (AP)", "...", "AP"),
]

KEPT = [
    "A photo: the bridge in 1930.",
    "Photo: the bridge in 1930",
    "Family photo by the lake.",
    "Photo by the lake.",
    "The photo by Jane Doe won a prize last year.",
    "Visitors take a picture of the painting.",
    "The image: a symbol of hope for many",
    "She works at Reuters",
    "The logo is seen in Paris. Reuters is a client.",
    "An office of Getty Images in Seattle",
    "Jane Doe at home, courtesy of the artist",
    "Anna Eins (CDU) und Bert Zwei (SPD)",
    "Die Spitze der Fraktion (CDU/CSU)",
    "Jane Doe (left) and John Smith (right)",
    "Der Hafen im Winter. (Archivbild)",
    "Foto: Die Brücke von 1930 wurde abgerissen.",
    "Bild der Woche: ein Schwan",
    "Le port en 1930 (collection privée)",
    "La foto del giorno: il porto all'alba",
    "En una imagen de archivo, el puerto",
    "De foto toont de haven bij nacht.",
    "Фото дня: паром выходит из порта",
    "写真は港を出るフェリー",
    "사진은 기사와 관련이 없습니다",
    "The score was 3/4 at half time",
    "The two ferries on the river in 1964. (Left to Right)",
    "The ferry in the harbour (Queen Mary)",
    "Die Fähre im Hafen. Bild: so sieht es heute dort am Kai aus",
    "The crew of the ferry. All of them stayed.",
    "The town in Aug. 29, 2024, after the flood",
    "Copyright law was the subject of the debate in the chamber that day.",
]


@pytest.mark.parametrize(("text", "caption", "credit"), STRIPPED)
def test_the_credit_goes_and_the_caption_stays(text, caption, credit):
    split = split_credit(text)
    assert split.credit == credit
    if caption == "...":
        assert split.caption
        assert text.startswith(split.caption)
        assert credit.split()[0] not in split.caption
    else:
        assert split.caption == caption


@pytest.mark.parametrize("text", KEPT)
def test_what_only_speaks_of_pictures_stays(text):
    assert split_credit(text) == (" ".join(text.split()), None, ())


def test_spans_hold_the_label_too():
    text = "A ferry leaves. Photo: Jane Doe"
    ((start, end),) = split_credit(text).spans
    assert text[start:end].strip() == "Photo: Jane Doe"


def test_two_pictures_in_one_caption_keep_both_names():
    split = split_credit("Left: the harbour (Photo: Jane Doe). Right: the ferry (Photo: John Roe).")
    assert split.credit == "Jane Doe, John Roe"
    assert "Doe" not in split.caption
    assert "the ferry" in split.caption


def test_other_roles_stay_with_the_photographer():
    split = split_credit("Dress by a label. Foto: Jane Doe. Styling: John Roe. Hair: Ann Poe")
    assert split == ("Dress by a label.", "Jane Doe. Styling: John Roe. Hair: Ann Poe", split.spans)


def test_a_marked_credit_grows_by_what_follows_it():
    text = "A ferry leaves. Photo by Jane Doe /AFP via Getty Images"
    start = text.index("Jane")
    assert split_credit(text, [(start, start + len("Jane Doe"))]).credit == "Jane Doe /AFP via Getty Images"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Foto: dpa", "dpa"),
        ("(Jane Doe/AP)", "Jane Doe/AP"),
        ("Image source, Getty Images", "Getty Images"),
        ("© 2020 Foto: Jane Doe", "Jane Doe"),
        ("picture alliance / dpa", "picture alliance / dpa"),
        ("AP Photo/Jane Doe", "AP Photo/Jane Doe"),
        ("Photographer: Jane Doe/Bloomberg", "Jane Doe/Bloomberg"),
        ("Photo", ""),
    ],
)
def test_bare_credit(printed, name):
    assert bare_credit(printed) == name


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="aA .,:|/()©–\nPhotoFoto写真：by", max_size=80))
def test_spans_are_in_order_and_in_range(text):
    split = split_credit(text)
    position = 0
    for start, end in split.spans:
        assert position <= start < end <= len(text)
        position = end
    assert (split.credit is None) == (not split.spans)


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("1 / 8 The crew of the ferry at breakfast.", "The crew of the ferry at breakfast."),
        ("(3/12) – The crew at breakfast.", "The crew at breakfast."),
        ("Bild 2", "Bild 2"),
        ("3 von 12: Die Mannschaft beim Frühstück.", "Die Mannschaft beim Frühstück."),
        ("5 of 12 ships left the harbour.", "5 of 12 ships left the harbour."),
        ("1/2 cup of tar is enough.", "1/2 cup of tar is enough."),
    ],
)
def test_the_counter_of_a_gallery_is_no_part_of_the_caption(text: str, caption: str) -> None:
    assert split_credit(text).caption == caption


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Une horloge. Photo : YANN QUERREC POUR « LE COURRIER »", "YANN QUERREC POUR « LE COURRIER »"),
        ("Die Fähre. Foto: »Hafenblatt«", "Hafenblatt"),
    ],
)
def test_quotation_marks_of_a_credit_come_in_pairs(text: str, credit: str) -> None:
    assert split_credit(text).credit == credit

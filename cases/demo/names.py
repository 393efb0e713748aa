"""Names of people who do not exist, put together from lists."""

import random
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name in parts, and whole as the record spells it."""

    given: str
    middle: str = ""
    surname: str
    suffix: str = ""

    @property
    def full_name(self) -> str:
        whole = " ".join(part for part in (self.given, self.middle, self.surname) if part)
        return f"{whole}, {self.suffix}" if self.suffix else whole

    def columns(self) -> dict[str, str]:
        """The columns of a person or a name."""
        return {**vars(self), "full_name": self.full_name}


@dataclass(frozen=True, kw_only=True)
class Tradition:
    """How a family of names is built."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    middle: tuple[str, ...] = ()
    doubled: str = ""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


AMERICAN = Tradition(
    given=words(
        "Alden Arlene Barrett Bettina Calvin Carlotta Cassius Clementine Cordell Dahlia Darnell "
        "Delphine Desmond Dorothea Earlene Edison Elspeth Emmett Everett Fern Garland Geneva "
        "Gideon Hattie Hollis Imogene Ingram Jarvis Jolene Keziah Lamont Lavinia Leland Linnea "
        "Loretta Lucius Mabel Marvella Maynard Merritt Nadine Nolan Odell Ophelia Orson Pearlie "
        "Percival Quentin Rhoda Roscoe Rowena Sabina Sherwood Silas Tamsin Thaddeus Ursula "
        "Valerie Vernon Wendell Winifred Xavier Yolanda Zachary"
    ),
    surnames=words(
        "Abernell Askwith Ballentree Barrowcliff Beddingham Birdsong Blakemoor Bramwick "
        "Brindley Calverstone Cardwright Chadbourne Claxworth Cobblestead Coldiron Crabtrees "
        "Culpepperidge Dagenhart Dovecote Drummonds Eastridge Ellerbrook Fairweathers Farnsley "
        "Fothergale Gallowhill Garrowby Gladdenfield Goodspeeds Greenhalge Hackworthy Halloways "
        "Harkwell Hathersage Hensleigh Holloman Huckstep Ingersleigh Jessamine Kettlewell "
        "Kirkbride Lambsworth Larkspurn Leatherwood Lindenmere Lockridge Loftwick Mapplethorn "
        "Marchbanks Merriwick Millsapp Moorefield Nettleship Northcutts Oakhurst Ottersby "
        "Peasgood Pennywell Pickersgale Plumtree Quarlesby Ravenscar Redfearns Rockmore "
        "Saddlewick Shadwell Silverthorn Snodgrove Stallsmith Starkweathers Stonecipher "
        "Swindlehurst Tattersby Thistlewood Tidwells Treadaway Twelvetrees Underhills "
        "Vickerstaff Wagstaffe Waltherby Weatherspoone Whitlocks Wigglesby Winterbourne "
        "Woolridge Yarborne Yellowlees"
    ),
    middle=words("A. B. C. D. E. F. G. H. J. K. L. M. N. P. R. S. T. W."),
)
SPANISH = Tradition(
    given=words(
        "Adán Aurelio Belén Benicio Camila Ciro Consuelo Damián Eladio Esperanza Fermín "
        "Graciela Hilario Inés Jacinto Leandro Lucía Macarena Maximino Noemí Octavio Paloma "
        "Raúl Remedios Rocío Saúl Socorro Tomás Valentín Ximena Yadira"
    ),
    surnames=words(
        "Albarrán Arancibia Barragán Berrelleza Cárdeñas Castañón Cifuentes Córdovas "
        "Echevarrieta Escandón Galarzúa Goyenechea Iturbide Jaramilla Lizárraga Manríquez "
        "Montalvillo Nuñezcano Ocañas Olavarría Peñarrubia Quiroga Quintanar Rebolledo Saldívar "
        "Santillanes Tejedor Ureñas Valdovín Zamarripa Zúñigares"
    ),
    doubled="-",
)
VIETNAMESE = Tradition(
    given=words("Bảo Châu Diệp Dũng Hạnh Hiếu Khánh Lan Lộc Mai Ngọc Phúc Quyên Thảo Trang Tuấn"),
    surnames=words("Bùi Đặng Đoàn Dương Hoàng Huỳnh Lương Nguyễn Phan Phạm Trần Trịnh Võ Vũ"),
    middle=words("Anh Đức Gia Hữu Minh Ngọc Quang Thị Văn Xuân"),
)
GERMAN = Tradition(
    given=words("Anneliese Bärbel Dietlind Ekkehard Götz Heinrike Jörg Jürgen Käthe Lorenz Uwe"),
    surnames=words(
        "Bäumlinger Brückenhuber Eßwein Flößer Grünewälder Hößlin Jägerndorf Kühnapfel "
        "Möllenbeck Rößlhuber Schönefeldt Süßkindt Überacker Weißhauptner Zöllighofer"
    ),
)
ELSEWHERE = Tradition(
    given=words(
        "Adaeze Agnieszka Aïssatou Anvith Bjørn Chidike Dagný Fionnuala Folasade Gwenllian "
        "Håkon Ilhan Jadwiga Kamalesh Leilani Małgosia Ngozika Oluwaseun Priyanka Rūta Sadiq "
        "Siobhán Tendai Wioletta Zdeněk"
    ),
    surnames=words(
        "Adéwálébi Æbeltoft Bhattacharjya Boakyewaa Chukwuemekwu Dvořáčkovin Eiríksdal "
        "Frąckowiec Guðlaugs Haddadiyan Ilunganda Jørstadmo Kęsickowa Lanakilani Mahlangwane "
        "Ní-Dhuibhne O'Tighearna Øverlandsmo Pattanayakan Qureshimov Ramasubbiah Siaosimani "
        "Thériaultin Uwagbale Wąsowiczan Yildirimer Žemaitaitė"
    ),
)
TRADITIONS = (AMERICAN,) * 11 + (SPANISH,) * 5 + (VIETNAMESE,) * 2 + (GERMAN,) + (ELSEWHERE,) * 2
SUFFIXES = ("Jr.", "Jr.", "Sr.", "II", "III", "IV")
LETTERS_WITHOUT_MARKS = str.maketrans("đĐøØłŁßæÆð", "dDoOlLsaAd")


def invented(rng: random.Random, tradition: Tradition | None = None) -> Name:
    """A name drawn from the lists."""
    built = tradition or rng.choice(TRADITIONS)
    surname = rng.choice(built.surnames)
    if built.doubled:
        joint = rng.choice((built.doubled, " ", " de la ", ""))
        surname += f"{joint}{rng.choice(built.surnames)}" if joint else ""
    middle = rng.choice(built.middle) if built.middle and rng.random() < 0.6 else ""
    suffix = rng.choice(SUFFIXES) if built is AMERICAN and rng.random() < 0.06 else ""
    return Name(given=rng.choice(built.given), middle=middle, surname=surname, suffix=suffix)


def plain(text: str) -> str:
    """A spelling without marks, as an older system would have kept it."""
    spread = unicodedata.normalize("NFD", text.translate(LETTERS_WITHOUT_MARKS))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def other_spellings(rng: random.Random, name: Name) -> list[tuple[str, Name]]:
    """What else the person is recorded as: (kind of name, name), mostly nothing."""
    spelled = Name(
        given=plain(name.given),
        middle=plain(name.middle),
        surname=plain(name.surname),
        suffix=name.suffix,
    )
    found: list[tuple[str, Name]] = []
    if spelled != name and rng.random() < 0.35:
        found.append(("SPELLING", spelled))
        if " " in spelled.surname or "-" in spelled.surname:
            fused = spelled.surname.replace("-", "").replace(" ", "").upper()
            found.append(("SPELLING", Name(given=spelled.given.upper(), surname=fused)))
    chance = rng.random()
    if chance < 0.04:
        found.append(("ALIAS", Name(given=rng.choice(AMERICAN.given), surname=name.surname)))
    elif chance < 0.06:
        former = rng.choice(AMERICAN.surnames)
        kind = rng.choice(("MAIDEN", "FORMER"))
        found.append((kind, Name(given=name.given, surname=former)))
    return found
